import NASPlugin

/// Reads the text of an architecture from left to right and says where it stops making sense.
struct TextReader {
  let text: String
  let form: String
  private(set) var rest: Substring

  init(_ text: String, form: String) { (self.text, self.form, rest) = (text, form, text[...]) }

  func error(_ what: String, hint: String) -> NASError {
    let position = text.distance(from: text.startIndex, to: rest.startIndex) + 1
    return NASError(.invalid, "at character \(position) of '\(text)', \(what)", hint: hint)
  }

  /// Whether this mark came next; it is then read.
  mutating func take(_ mark: Character) -> Bool {
    guard rest.first == mark else { return false }
    rest.removeFirst()
    return true
  }

  mutating func expect(_ marks: String) throws {
    for mark in marks where !take(mark) {
      throw error("\(found) where '\(mark)' is expected", hint: "the form is \(form)")
    }
  }

  private var found: String { rest.first.map { "'\($0)' stands" } ?? "the text ends" }

  /// The letters and digits that come next, with the marks of a number.
  var word: String { String(rest.prefix { $0.isLetter || $0.isNumber || "._-+".contains($0) }) }

  mutating func skip(_ count: Int) { rest.removeFirst(count) }

  /// A number that this machine would write in the same way.
  mutating func number<T: LosslessStringConvertible>(_ what: String, as type: T.Type = Int.self) throws -> T {
    let word = self.word
    guard let value = T(word), "\(value)" == word else {
      let found = word.isEmpty ? self.found : "'\(word)' stands"
      throw error("\(found) where \(what) is expected", hint: "the form is \(form)")
    }
    skip(word.count)
    return value
  }

  func end() throws {
    guard rest.isEmpty else { throw error("the architecture is complete, but '\(rest)' follows", hint: "remove it") }
  }
}
