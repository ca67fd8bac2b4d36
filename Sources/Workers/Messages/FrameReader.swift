import NASPlugin

/// Puts bytes that arrive in any portions together into frames.
package struct FrameReader {
  private var bytes: [UInt8] = []
  private var start = 0

  /// A reader that has seen nothing.
  package init() {}

  /// Takes the next bytes of the stream.
  package mutating func append(_ more: UnsafeRawBufferPointer) {
    // Compacted only when more than half is used up, so that many small frames cost linear time.
    if start > 0, start * 2 >= bytes.count {
      bytes.removeFirst(start)
      start = 0
    }
    bytes.append(contentsOf: more)
  }

  /// The body of the next whole frame, or nil until more bytes come; throws where the stream is not one of frames.
  package mutating func next() throws -> [UInt8]? {
    guard bytes.count - start >= WireFormat.headerSize else { return nil }
    guard word(at: start) == WireFormat.mark else {
      throw NASError(.invalid, "the stream of messages is broken: no frame starts here")
    }
    let length = Int(word(at: start + 4))
    guard length <= WireFormat.limit else {
      throw NASError(.invalid, "a message claims \(length) bytes, more than the limit of \(WireFormat.limit)")
    }
    let first = start + WireFormat.headerSize
    guard bytes.count - first >= length else { return nil }
    start = first + length
    return Array(bytes[first..<start])
  }

  private func word(at index: Int) -> UInt32 {
    (0..<4).reduce(0) { $0 | UInt32(bytes[index + $1]) << (8 * UInt32($1)) }
  }
}
