/// Writes the state of a component as bytes, little-endian, under a tag that says whose state it is.
///
/// Same state, same bytes: what has no order of its own (a set) must be given one before it is written.
public struct StateWriter: Sendable {
  /// The state so far.
  public private(set) var bytes: [UInt8] = []

  /// A state of that kind and version, such as `regularized-evolution/1`.
  public init(_ tag: String) { write(Array(tag.utf8)) }

  /// Appends an integer.
  public mutating func write(_ value: Int) { write(UInt64(bitPattern: Int64(value))) }

  /// Appends 64 bits.
  public mutating func write(_ value: UInt64) { put(value) }

  /// Appends a number, bit for bit.
  public mutating func write(_ value: Double) { put(value.bitPattern) }

  /// Appends a text or other bytes with their length.
  public mutating func write(_ value: [UInt8]) {
    put(UInt64(value.count))
    bytes += value
  }

  /// Appends an architecture.
  public mutating func write(_ value: Architecture) {
    put(UInt64(value.tokens.count))
    for token in value.tokens { put(token) }
  }

  /// Appends the position of a random stream.
  public mutating func write(_ value: RandomStream) {
    for index in 0..<4 { put(value.words[index]) }
  }

  private mutating func put(_ value: some FixedWidthInteger) {
    withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
  }
}
