import NASPlugin

extension Categorical {
  /// `stage1=8 stage2=16` without inactive decisions at option 0, or the options of all decisions alone.
  func text(_ architecture: Architecture) throws -> String {
    try validate(architecture)
    let labels = zip(decisions, architecture.tokens).map { $0.options[Int($1)] }
    guard textForm == .named else { return labels.joined(separator: separator) }
    let active = active(architecture.tokens)
    // Options of inactive decisions are kept, so that every text reads back to the same tokens.
    let said = decisions.indices.filter { active[$0] || architecture.tokens[$0] != 0 }
    return said.map { "\(decisions[$0].name)=\(labels[$0])" }.joined(separator: " ")
  }

  /// Reads `text`'s form; named decisions may stand in any order.
  func parse(_ text: String) throws -> Architecture {
    Architecture(textForm == .named ? try named(text) : try bare(text))
  }

  private func named(_ text: String) throws -> [Int32] {
    var found = [Int32?](repeating: nil, count: decisions.count)
    for word in text.split(separator: " ") {
      let sides = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard sides.count == 2 else {
        throw error(text, word.startIndex, "'\(word)' has no =", hint: "the form is name=option name=option …")
      }
      guard let place = decisions.firstIndex(where: { $0.name == sides[0] }) else {
        let names = decisions.map(\.name).joined(separator: ", ")
        throw error(text, word.startIndex, "'\(sides[0])' is no decision", hint: "the decisions are \(names)")
      }
      guard found[place] == nil else {
        throw error(text, word.startIndex, "'\(sides[0])' is said twice", hint: "remove one of them")
      }
      found[place] = try token(sides[1], of: place, in: text)
    }
    let tokens = found.map { $0 ?? 0 }
    let active = active(tokens)
    for place in tokens.indices where active[place] && found[place] == nil {
      throw error(
        text, text.endIndex, "the text ends without '\(decisions[place].name)'",
        hint: "its options are \(decisions[place].options.joined(separator: ", "))")
    }
    return tokens
  }

  private func bare(_ text: String) throws -> [Int32] {
    var rest = text[...]
    var tokens: [Int32] = []
    for place in decisions.indices {
      if place > 0 {
        guard rest.hasPrefix(separator) else {
          throw error(
            text, rest.startIndex, "\(Self.found(rest)) where '\(separator)' is expected",
            hint: "there are \(decisions.count) decisions")
        }
        rest = rest.dropFirst(separator.count)
      }
      let label = label(at: rest, of: place)
      tokens.append(try token(label, of: place, in: text))
      rest = rest[label.endIndex...]
    }
    guard rest.isEmpty else {
      throw error(
        text, rest.startIndex, "the architecture is complete, but '\(rest.prefix(40))' follows", hint: "remove it")
    }
    return tokens
  }

  /// The text up to the next separator; without separators, the option that stands here.
  private func label(at rest: Substring, of place: Int) -> Substring {
    guard separator.isEmpty else { return rest.firstRange(of: separator).map { rest[..<$0.lowerBound] } ?? rest }
    let length = decisions[place].options.first { rest.hasPrefix($0) }?.count ?? 1
    return rest.prefix(length)
  }

  private func token(_ label: Substring, of place: Int, in text: String) throws -> Int32 {
    if let option = decisions[place].options.firstIndex(where: { $0 == label }) {
      return Int32(truncatingIfNeeded: option)
    }
    let (name, options) = (decisions[place].name, decisions[place].options.joined(separator: ", "))
    let what = label.isEmpty ? "an option is missing" : "'\(label)' is no option"
    throw error(text, label.startIndex, "\(what) of '\(name)'", hint: "its options are \(options)")
  }

  private func error(_ text: String, _ index: String.Index, _ what: String, hint: String) -> NASError {
    let position = text.distance(from: text.startIndex, to: index) + 1
    let shown = text.prefix(200) + (text.count > 200 ? "…" : "")
    return NASError(.invalid, "at character \(position) of '\(shown)', \(what)", hint: hint)
  }

  private static func found(_ rest: Substring) -> String { rest.first.map { "'\($0)' stands" } ?? "the text ends" }
}
