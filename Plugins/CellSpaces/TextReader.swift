import NASPlugin

/// Reads the text of an architecture from left to right and says where it stops making sense.
struct TextReader {
  private let text: String
  private let form: String
  private(set) var rest: Substring

  /// `form` is what errors show as an example of the whole.
  init(_ text: String, form: String) { (self.text, self.form, rest) = (text, form, text[...]) }

  var isAtEnd: Bool { rest.isEmpty }

  /// What is wrong at the present place.
  func error(_ what: String, hint: String? = nil) -> NASError {
    let position = text.distance(from: text.startIndex, to: rest.startIndex) + 1
    let shown = text.prefix(200) + (text.count > 200 ? "…" : "")
    return NASError(.invalid, "at character \(position) of '\(shown)', \(what)", hint: hint ?? "the form is \(form)")
  }

  /// Goes past a word that must stand here; spaces before it do not matter.
  mutating func expect(_ word: String) throws {
    skipSpaces()
    guard rest.hasPrefix(word) else {
      throw error("\(found) where '\(word)' is expected")
    }
    rest = rest.dropFirst(word.count)
  }

  /// Goes past a word if it stands here.
  mutating func take(_ word: String) -> Bool {
    let start = rest
    skipSpaces()
    guard rest.hasPrefix(word) else {
      rest = start
      return false
    }
    rest = rest.dropFirst(word.count)
    return true
  }

  /// The place of an operation in a list of those that may stand here.
  mutating func operation(of list: [CellOperation]) throws -> Int {
    skipSpaces()
    let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    guard let place = list.firstIndex(where: { $0.name == name }) else {
      let known = list.map(\.name).joined(separator: ", ")
      let what = name.isEmpty ? "\(found) where an operation is expected" : "'\(name)' is no operation of this space"
      throw error(what, hint: "the operations are \(known)")
    }
    rest = rest.dropFirst(name.count)
    return place
  }

  /// The number of an earlier state, less than `limit`.
  mutating func state(below limit: Int) throws -> Int {
    skipSpaces()
    let digits = rest.prefix { $0.isASCII && $0.isNumber }
    guard !digits.isEmpty else { throw error("\(found) where the number of a state is expected") }
    // One spelling for each number: a state is written without leading zeros.
    guard let state = Int(digits), state < limit, digits.count == 1 || digits.first != "0" else {
      throw error("'\(digits)' is no state that this may read", hint: "the states so far are 0 to \(limit - 1)")
    }
    rest = rest.dropFirst(digits.count)
    return state
  }

  /// An operation and the state that it reads: `sep_conv_3x3 0`.
  mutating func half(of list: [CellOperation], below limit: Int) throws -> Half {
    let operation = try operation(of: list)
    return Half(state: try state(below: limit), operation: operation)
  }

  /// Nothing may follow.
  func end() throws {
    guard rest.isEmpty else {
      throw error("the architecture is complete, but '\(rest.prefix(40))' follows", hint: "remove it")
    }
  }

  private var found: String { rest.first.map { "'\($0)' stands" } ?? "the text ends" }

  /// Goes past spaces.
  mutating func skipSpaces() { rest = rest.drop { $0 == " " } }
}
