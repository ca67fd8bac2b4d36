import NASPlugin

/// Splits CSV bytes into records, one at a time, without copying them.
struct CSVScanner {
  /// Where a field's contents are, without quotes; `isEscaped` if it has doubled quotes inside.
  struct Field {
    var range: Range<Int>
    var isEscaped = false
  }

  /// The fields of the current record.
  private(set) var fields: [Field] = []
  /// The line on which the current record begins, counted from 1.
  private(set) var line = 0

  private let path: String
  private let input: UnsafeBufferPointer<UInt8>
  private var position = 0
  private var nextLine = 1

  private static let quote = UInt8(ascii: "\"")
  private static let comma = UInt8(ascii: ",")
  private static let feed = UInt8(ascii: "\n")
  private static let carriage = UInt8(ascii: "\r")

  /// A scanner at the front of the bytes, behind a byte order mark if there is one.
  init(path: String, bytes: UnsafeBufferPointer<UInt8>) {
    (self.path, input) = (path, bytes)
    if input.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
  }

  /// How many bytes there are in all.
  var size: Int { input.count }

  /// The bytes of a field that has no doubled quotes.
  func bytes(_ field: Int) -> UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(rebasing: input[fields[field].range]) }

  /// The text of a field.
  ///
  /// Throws where it is not UTF-8.
  func text(_ field: Int) throws -> String {
    let raw = bytes(field)
    let text =
      fields[field].isEscaped
      ? String(validating: Self.unescaped(raw), as: UTF8.self) : String(validating: raw, as: UTF8.self)
    guard let text else { throw invalid("field \(field + 1) is not UTF-8") }
    return text
  }

  /// Goes to the next record; false at the end.
  ///
  /// Empty lines at the end of the file are no records.
  mutating func next() throws -> Bool {
    guard input[position...].contains(where: { $0 != Self.feed && $0 != Self.carriage }) else { return false }
    fields.removeAll(keepingCapacity: true)
    line = nextLine
    repeat { try field() } while try separator()
    return true
  }

  private mutating func field() throws {
    if position < input.count, input[position] == Self.quote { return try quoted() }
    let start = position
    while position < input.count {
      let byte = input[position]
      if byte == Self.comma || byte == Self.feed || byte == Self.carriage { break }
      guard byte != Self.quote else {
        throw invalid("has a quote inside field \(fields.count + 1), which does not begin with one")
      }
      position += 1
    }
    fields.append(Field(range: start..<position))
  }

  private mutating func quoted() throws {
    position += 1
    var field = Field(range: position..<position)
    while position < input.count {
      let byte = input[position]
      position += 1
      if byte == Self.feed { nextLine += 1 }
      guard byte == Self.quote else { continue }
      guard position < input.count, input[position] == Self.quote else {
        field.range = field.range.lowerBound..<(position - 1)
        return fields.append(field)
      }
      field.isEscaped = true
      position += 1
    }
    throw invalid("begins field \(fields.count + 1) with a quote that is never closed")
  }

  /// Passes what follows a field; true if it is a comma, so that another field follows.
  private mutating func separator() throws -> Bool {
    guard position < input.count else { return false }
    let byte = input[position]
    position += 1
    if byte == Self.comma { return true }
    nextLine += 1
    if byte == Self.feed { return false }
    guard byte == Self.carriage else { throw invalid("goes on after the closing quote of field \(fields.count)") }
    if position < input.count {
      guard input[position] == Self.feed else { throw invalid("has a carriage return that ends no line") }
      position += 1
    }
    return false
  }

  private static func unescaped(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    var wasQuote = false
    for byte in bytes {
      wasQuote = byte == quote && !wasQuote
      // Of each pair of quotes the first is kept.
      if byte != quote || wasQuote { result.append(byte) }
    }
    return result
  }

  private func invalid(_ message: String) -> NASError {
    NASError(.invalid, "line \(line) of \(path) \(message)", hint: "correct the line or remove it")
  }
}
