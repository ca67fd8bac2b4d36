import CZlib
import Testing

/// Builds small zip archives, right or wrong in chosen places.
struct SyntheticZip {
  var bytes: [UInt8] = []
  private var directory: [UInt8] = []
  private var count = 0

  /// Adds an entry; the keyword arguments forge what the directory says of it.
  mutating func add(
    _ name: String, _ contents: [UInt8], deflated: Bool, flags: Int = 0, method: Int? = nil, size: Int? = nil
  ) {
    let packed = deflated ? Self.deflate(contents) : contents
    let checksum = Int(contents.withUnsafeBufferPointer { crc32_z(0, $0.baseAddress, $0.count) })
    let common = Self.little(
      (20, 2), (flags, 2), (method ?? (deflated ? 8 : 0), 2), (0, 4), (checksum, 4), (packed.count, 4),
      (size ?? contents.count, 4), (name.utf8.count, 2), (0, 2))
    directory +=
      Self.little((0x0201_4B50, 4), (20, 2)) + common + Self.little((0, 2), (0, 2), (0, 2), (0, 4), (bytes.count, 4))
    directory += Array(name.utf8)
    bytes += Self.little((0x0403_4B50, 4)) + common + Array(name.utf8) + packed
    count += 1
  }

  /// The archive with its directory.
  func finished(comment: String = "") -> [UInt8] {
    bytes + directory
      + Self.little(
        (0x0605_4B50, 4), (0, 4), (count, 2), (count, 2), (directory.count, 4), (bytes.count, 4),
        (comment.utf8.count, 2))
      + Array(comment.utf8)
  }

  static func little(_ fields: (value: Int, size: Int)...) -> [UInt8] {
    fields.flatMap { field in (0..<field.size).map { UInt8(truncatingIfNeeded: field.value >> (8 * $0)) } }
  }

  static func deflate(_ bytes: [UInt8]) -> [UInt8] {
    var input = bytes
    var stream = z_stream()
    deflateInit2_(&stream, 6, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    defer { deflateEnd(&stream) }
    var output = [UInt8](repeating: 0, count: bytes.count + 1000)
    let size = output.count
    input.withUnsafeMutableBufferPointer { source in
      output.withUnsafeMutableBufferPointer { target in
        (stream.next_in, stream.avail_in) = (source.baseAddress, UInt32(source.count))
        (stream.next_out, stream.avail_out) = (target.baseAddress, UInt32(size))
        #expect(CZlib.deflate(&stream, Z_FINISH) == Z_STREAM_END)
      }
    }
    return Array(output.prefix(size - Int(stream.avail_out)))
  }
}
