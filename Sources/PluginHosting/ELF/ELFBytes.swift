/// Why bytes are no library that can be opened: the end of a sentence about the file.
struct ELFDefect: Error {
  let reason: String

  init(_ reason: String) { self.reason = reason }
}

/// The bytes of a file, read as little-endian integers; every access is checked.
struct ELFBytes {
  let bytes: [UInt8]

  var count: UInt64 { UInt64(bytes.count) }

  /// The integer that begins `delta` bytes behind `start`.
  func integer<T: FixedWidthInteger & BitwiseCopyable>(_ start: UInt64, plus delta: UInt64 = 0, as type: T.Type) throws
    -> T
  {
    let (offset, overflow) = start.addingReportingOverflow(delta)
    guard !overflow, holds(offset, UInt64(MemoryLayout<T>.size)) else {
      throw ELFDefect("it is truncated or damaged: something should stand at byte \(offset) of \(count)")
    }
    return bytes.withUnsafeBytes { T(littleEndian: $0.loadUnaligned(fromByteOffset: Int(offset), as: T.self)) }
  }

  /// Whether `length` bytes from `offset` on are in the file.
  func holds(_ offset: UInt64, _ length: UInt64) -> Bool { offset <= count && length <= count - offset }

  /// The bytes from `offset` to the next zero, which must come before `end`.
  func string(_ offset: UInt64, before end: UInt64) throws -> String {
    let end = Swift.min(end, count)
    guard offset < end, let zero = bytes[Int(offset)..<Int(end)].firstIndex(of: 0) else {
      throw ELFDefect("it is damaged: a name does not end")
    }
    return String(decoding: bytes[Int(offset)..<zero], as: UTF8.self)
  }

  /// Whether exactly `text` and a zero stand at `offset`.
  func hasString(_ text: [UInt8], at offset: UInt64) -> Bool {
    guard holds(offset, UInt64(text.count) + 1) else { return false }
    let start = Int(offset)
    return bytes[start + text.count] == 0 && bytes[start..<start + text.count].elementsEqual(text)
  }
}
