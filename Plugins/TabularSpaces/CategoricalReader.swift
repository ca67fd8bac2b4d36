import NASPlugin

/// Reads decisions and conditions as the study file writes them.
enum CategoricalReader {
  /// Each entry is a name, and options with spaces or commas between.
  static func decisions(_ entries: [OptionValue.Entry]) throws -> [Decision] {
    var names: Set<String> = []
    let decisions = try entries.map { entry in
      try check(entry.key, "the name of a decision")
      guard names.insert(entry.key).inserted else {
        throw NASError(.invalid, "two decisions are named '\(entry.key)'", hint: "give each a name of its own")
      }
      let options = words(entry.value)
      guard !options.isEmpty else {
        throw NASError(
          .invalid, "decision '\(entry.key)' has no options",
          hint: "write them with spaces between: `\(entry.key): a b c`")
      }
      for option in options { try check(option, "an option of '\(entry.key)'") }
      if let twice = options.first(where: { option in options.count { $0 == option } > 1 }) {
        throw NASError(.invalid, "decision '\(entry.key)' has the option '\(twice)' twice", hint: "remove one of them")
      }
      // Decisions with the same options share an embedding.
      return Decision(entry.key, options: options, vocabulary: options.joined(separator: " "))
    }
    guard decisions.contains(where: { $0.options.count > 1 }) else {
      throw NASError(
        .invalid, "no decision of the space has more than one option",
        hint: "write `decisions: { stage1: 8 16 24, stage2: 8 16 24 }`")
    }
    return decisions
  }

  /// Each entry is a decision, and clauses with & between: `op = conv sep & skip = no`; in the order of the decisions.
  static func conditions(_ entries: [OptionValue.Entry], _ decisions: [Decision]) throws -> [CategoricalCondition] {
    var found: [Int: CategoricalCondition] = [:]
    for entry in entries {
      guard let place = decisions.firstIndex(where: { $0.name == entry.key }) else {
        throw unknown(entry.key, in: "when", decisions[...])
      }
      guard found[place] == nil else {
        throw NASError(.invalid, "'when' names '\(entry.key)' twice", hint: "join its clauses by &")
      }
      let clauses = try entry.value.split(separator: "&", omittingEmptySubsequences: false).map {
        try clause(String($0), of: entry.key, decisions[..<place])
      }
      if let twice = clauses.first(where: { one in clauses.count { $0.decision == one.decision } > 1 }) {
        throw NASError(
          .invalid, "the condition of '\(entry.key)' names '\(decisions[twice.decision].name)' twice",
          hint: "write its options in one clause, with spaces between")
      }
      found[place] = CategoricalCondition(decision: place, clauses: clauses)
    }
    return found.keys.sorted().compactMap { found[$0] }
  }

  private static func clause(
    _ text: String, of name: String, _ earlier: ArraySlice<Decision>
  ) throws -> CategoricalCondition.Clause {
    let sides = text.split(separator: "=", omittingEmptySubsequences: false).map { words(String($0)) }
    guard sides.count == 2, sides[0].count == 1, !sides[1].isEmpty else {
      throw NASError(
        .invalid, "'\(text)' in the condition of '\(name)' is no clause",
        hint: "the form is `decision = option option …`")
    }
    guard let place = earlier.firstIndex(where: { $0.name == sides[0][0] }) else {
      throw unknown(sides[0][0], in: "the condition of '\(name)'", earlier)
    }
    let options = earlier[place].options
    if let wrong = sides[1].first(where: { !options.contains($0) }) {
      throw NASError(
        .invalid, "'\(wrong)' in the condition of '\(name)' is no option of '\(sides[0][0])'",
        hint: "its options are \(options.joined(separator: ", "))")
    }
    return .init(decision: place, allowed: options.map { sides[1].contains($0) })
  }

  /// Options that are written alone must come apart again.
  static func checkSeparator(_ separator: String, _ decisions: [Decision]) throws {
    guard !separator.contains(where: \.isNewline) else {
      throw NASError(.invalid, "the separator of a categorical space is a line break", hint: "use \":\"")
    }
    for decision in decisions {
      for option in decision.options {
        let isTorn = !separator.isEmpty && option.contains(separator)
        let isPrefix = separator.isEmpty && decision.options.contains { $0 != option && $0.hasPrefix(option) }
        guard isTorn || isPrefix else { continue }
        throw NASError(
          .invalid, "option '\(option)' of '\(decision.name)' cannot be written with the separator \"\(separator)\"",
          hint: "use another separator, or text: named")
      }
    }
  }

  private static func words(_ text: String) -> [String] {
    text.split { $0.isWhitespace || $0 == "," }.map(String.init)
  }

  /// Names and options stand in texts and conditions, where these characters mean something else.
  private static func check(_ word: String, _ what: String) throws {
    guard word.isEmpty || word.contains(where: { $0.isWhitespace || ",=&".contains($0) }) else { return }
    throw NASError(.invalid, "'\(word)' cannot be \(what)", hint: "leave out spaces, commas, = and &")
  }

  private static func unknown(_ name: String, in place: String, _ known: ArraySlice<Decision>) -> NASError {
    let names = known.map(\.name).joined(separator: ", ")
    return NASError(
      .invalid, "'\(name)' in \(place) is no decision that may stand there",
      hint: known.isEmpty ? "conditions name earlier decisions, and there are none" : "those are \(names)")
  }
}
