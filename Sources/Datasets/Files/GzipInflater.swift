import CZlib
import Glibc
import NASPlugin

/// Inflates one gzip member from an open file, piece by piece; zlib checks its length and CRC at the end.
final class GzipInflater {
  /// Why inflating stopped short.
  enum Failure: Error, Equatable {
    /// The compressed bytes end before the member does.
    case truncated
    /// zlib refused the bytes, with its words.
    case damaged(String)
    /// zlib has no memory for its window.
    case noMemory
    /// The file could not be read.
    case unreadable
  }

  private static let inputSize = 1 << 18
  private let descriptor: Int32
  // zlib keeps a pointer to this structure inside its state, so it may not move.
  private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
  private let input = UnsafeMutablePointer<UInt8>.allocate(capacity: inputSize)
  private(set) var ended = false

  init(descriptor: Int32) throws {
    self.descriptor = descriptor
    stream.initialize(to: z_stream())
    // 15 bits of window, and 16 more for "gzip, not zlib".
    let result = inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard result == Z_OK else { throw Failure.noMemory }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
    input.deallocate()
  }

  /// Fills the buffer and says how much of it; less than all only at the member's end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    guard !ended, let start = buffer.baseAddress, buffer.count > 0 else { return 0 }
    var done = 0
    while done < buffer.count, !ended {
      // zlib counts in 32 bits.
      let room = min(buffer.count - done, 1 << 30)
      stream.pointee.next_out = (start + done).assumingMemoryBound(to: UInt8.self)
      stream.pointee.avail_out = UInt32(room)
      try step()
      done += room - Int(stream.pointee.avail_out)
    }
    return done
  }

  /// True where bytes follow the member in the file.
  func hasTrailingBytes() throws -> Bool {
    if stream.pointee.avail_in == 0 { _ = try refill() }
    return stream.pointee.avail_in > 0
  }

  private func step() throws {
    if stream.pointee.avail_in == 0 {
      guard try refill() else { throw Failure.truncated }
    }
    switch inflate(stream, Z_NO_FLUSH) {
    case Z_OK, Z_BUF_ERROR: return
    case Z_STREAM_END: ended = true
    case Z_MEM_ERROR: throw Failure.noMemory
    default: throw Failure.damaged(stream.pointee.msg.map { String(cString: $0) } ?? "not gzip data")
    }
  }

  private func refill() throws -> Bool {
    let count = FileSystem.uninterrupted { Glibc.read(descriptor, input, Self.inputSize) }
    guard count >= 0 else { throw Failure.unreadable }
    stream.pointee.next_in = input
    stream.pointee.avail_in = UInt32(count)
    return count > 0
  }
}
