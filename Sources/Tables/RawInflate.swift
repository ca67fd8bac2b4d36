import CZlib

/// Inflates deflate data without any wrapping, all at once.
enum RawInflate {
  /// Why inflating failed.
  enum Failure: Error, Equatable {
    /// zlib refused the bytes, with its words.
    case damaged(String)
    /// The data make more or fewer bytes than stated, or do not fill the input.
    case wrongSize
  }

  /// The `size` bytes that exactly `input` makes.
  static func inflate(_ input: ArraySlice<UInt8>, size: Int) throws -> [UInt8] {
    guard input.count < 1 << 31, size < 1 << 31 else { throw Failure.wrongSize }
    var stream = z_stream()
    return try input.withUnsafeBufferPointer { source in
      try withUnsafeMutablePointer(to: &stream) { stream in
        guard inflateInit2_(stream, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
          throw Failure.damaged("no memory")
        }
        defer { inflateEnd(stream) }
        // zlib never writes through next_in; its type merely lacks the const.
        stream.pointee.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
        stream.pointee.avail_in = UInt32(source.count)
        return try finish(stream, size: size)
      }
    }
  }

  /// One byte more than stated is offered, so that data that make too many are noticed.
  private static func finish(_ stream: UnsafeMutablePointer<z_stream>, size: Int) throws -> [UInt8] {
    let output = try [UInt8](unsafeUninitializedCapacity: size + 1) { buffer, count in
      stream.pointee.next_out = buffer.baseAddress
      stream.pointee.avail_out = UInt32(buffer.count)
      let result = CZlib.inflate(stream, Z_FINISH)
      count = buffer.count - Int(stream.pointee.avail_out)
      guard result == Z_STREAM_END else {
        guard result == Z_BUF_ERROR else {
          throw Failure.damaged(stream.pointee.msg.map { String(cString: $0) } ?? "zlib error \(result)")
        }
        throw Failure.wrongSize
      }
    }
    guard output.count == size, stream.pointee.avail_in == 0 else { throw Failure.wrongSize }
    return output
  }
}
