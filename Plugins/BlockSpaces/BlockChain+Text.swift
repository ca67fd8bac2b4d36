import NASPlugin

extension BlockChain {
  /// The numbers of the blocks, place by place, with spaces between: `2 0 -1 2 …`.
  func text(_ architecture: Architecture) throws -> String {
    try validate(architecture)
    return architecture.tokens.map { String(number(of: $0)) }.joined(separator: " ")
  }

  /// Reads `text`'s form; commas may stand instead of spaces.
  func parse(_ text: String) throws -> Architecture {
    let reader = NumberReader(text, places: blockCounts.count)
    let numbers = try reader.numbers()
    let tokens = try numbers.enumerated().map { place, found in
      let token = token(of: found.value)
      guard token >= 0, token < blockCounts[place] else {
        let allowed = (0..<blockCounts[place]).map { String(number(of: Int32($0))) }.joined(separator: ", ")
        throw reader.error(
          found.start, "\(found.value) is no block of place \(place + 1)", hint: "this place allows \(allowed)")
      }
      return token
    }
    return Architecture(tokens)
  }
}

/// Reads whole numbers with spaces or commas between, and says where a text stops making sense.
private struct NumberReader {
  let text: String
  let places: Int

  init(_ text: String, places: Int) { (self.text, self.places) = (text, places) }

  func error(_ index: String.Index, _ what: String, hint: String) -> NASError {
    let position = text.distance(from: text.startIndex, to: index) + 1
    let shown = text.prefix(200) + (text.count > 200 ? "…" : "")
    return NASError(.invalid, "at character \(position) of '\(shown)', \(what)", hint: hint)
  }

  /// The numbers with the places where they begin; just as many as there are places.
  func numbers() throws -> [(value: Int, start: String.Index)] {
    let hint = "an architecture is \(places) numbers with spaces between"
    var found: [(value: Int, start: String.Index)] = []
    for word in text.split(whereSeparator: { $0 == " " || $0 == "," }) {
      guard found.count < places else {
        throw error(word.startIndex, "the architecture is complete, but '\(word.prefix(40))' follows", hint: hint)
      }
      // One spelling a number: no plus sign, no leading zero.
      guard let value = Int(word), String(value) == word else {
        throw error(word.startIndex, "'\(word.prefix(40))' is no number of a block", hint: hint)
      }
      found.append((value, word.startIndex))
    }
    guard found.count == places else {
      throw error(text.endIndex, "the text ends after \(found.count) of \(places) blocks", hint: hint)
    }
    return found
  }
}
