/// Reads little-endian numbers out of bytes, never past their end.
struct ByteReader {
  let bytes: ArraySlice<UInt8>
  private(set) var position: Int

  /// Reads from the first byte of the slice on.
  init(_ bytes: ArraySlice<UInt8>) { (self.bytes, position) = (bytes, bytes.startIndex) }

  /// How many bytes are left.
  var remaining: Int { bytes.endIndex - position }

  /// The next bytes, or nil where fewer are left.
  mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
    guard count >= 0, count <= remaining else { return nil }
    defer { position += count }
    return bytes[position..<(position + count)]
  }

  /// The next number of `size` bytes, at most 8, or nil where fewer are left.
  mutating func number(_ size: Int) -> UInt64? {
    take(size)?.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// The next two bytes as a number.
  mutating func short() -> Int? { number(2).map { Int($0) } }

  /// The next four bytes as a number.
  mutating func long() -> Int? { number(4).map { Int($0) } }
}
