/// Reads what a `StateWriter` wrote; bytes that are something else give an error and nothing else.
public struct StateReader: Sendable {
  private let tag: String
  private var rest: ArraySlice<UInt8>

  /// A reader of a state of that kind and version; throws `.invalid` where the bytes begin otherwise.
  public init(_ bytes: [UInt8], tag: String) throws {
    (self.tag, rest) = (tag, bytes[...])
    guard try self.bytes() == Array(tag.utf8) else { throw broken }
  }

  /// The next integer.
  public mutating func integer() throws -> Int { Int(truncatingIfNeeded: try word()) }

  /// The next integer, which must lie in a range.
  public mutating func integer(in range: ClosedRange<Int>) throws -> Int {
    let value = try integer()
    guard range.contains(value) else { throw broken }
    return value
  }

  /// The next 64 bits.
  public mutating func word() throws -> UInt64 { try take(UInt64.self) }

  /// The next number.
  public mutating func real() throws -> Double { Double(bitPattern: try word()) }

  /// How many elements follow, each of at least `least` bytes: never more than the bytes that are left can hold.
  public mutating func count(ofAtLeast least: Int) throws -> Int {
    try integer(in: 0...(max(0, rest.count - 8) / max(1, least)))
  }

  /// The next bytes with a length.
  public mutating func bytes() throws -> [UInt8] {
    let length = try count(ofAtLeast: 1)
    defer { rest = rest.dropFirst(length) }
    return Array(rest.prefix(length))
  }

  /// The next architecture.
  public mutating func architecture() throws -> Architecture {
    let length = try count(ofAtLeast: 4)
    return Architecture(try (0..<length).map { _ in try take(Int32.self) })
  }

  /// The next position of a random stream.
  public mutating func stream() throws -> RandomStream {
    let words = SIMD4(try word(), try word(), try word(), try word())
    guard words != .zero else { throw broken }
    return RandomStream(words: words)
  }

  /// Says that nothing may follow.
  public func finish() throws {
    guard rest.isEmpty else { throw broken }
  }

  /// What to throw where the bytes cannot be a state.
  public var broken: NASError {
    NASError(
      .invalid, "the saved state is damaged or not one of '\(tag)'",
      hint: "remove it; the study's history can be repeated")
  }

  private mutating func take<T: FixedWidthInteger>(_ type: T.Type) throws -> T {
    let size = MemoryLayout<T>.size
    guard rest.count >= size else { throw broken }
    defer { rest = rest.dropFirst(size) }
    return rest.withUnsafeBytes { T(littleEndian: $0.loadUnaligned(as: T.self)) }
  }
}
