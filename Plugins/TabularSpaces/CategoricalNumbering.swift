import NASPlugin

/// Numbers the architectures that differ in what is active, by counting what may follow each decision.
///
/// Before a decision stand states: which of the decisions to come are already known to be inactive. Without conditions
/// there is one state everywhere, and numbers are read as digits.
struct CategoricalNumbering: Sendable {
  /// More than any sensible order of decisions needs.
  private static let mostStates = 20_000

  /// For each decision and state before it, the state after each option; one entry where the decision is inactive.
  private var following: [[[Int]]] = []
  /// For each decision and state before it, how many ways there are to go on; the greatest integer where they are more.
  private var ways: [[Int]] = []

  var count: Int { ways[0][0] }

  init(_ decisions: [Decision], _ conditions: [CategoricalCondition]) throws {
    let open = Array(repeating: false, count: decisions.count)
    var states = [open]
    for (place, decision) in decisions.enumerated() {
      let readers = conditions.compactMap { condition in
        condition.clauses.first { $0.decision == place }.map { (decision: condition.decision, allowed: $0.allowed) }
      }
      var known: [[Bool]: Int] = [:]
      following.append(
        try states.map { state in
          try (0..<(state[place] ? 1 : decision.options.count)).map { option in
            var next = state
            for reader in readers where state[place] || !reader.allowed[option] { next[reader.decision] = true }
            next[place] = false
            return try known[next] ?? Self.insert(next, &known, after: decision)
          }
        })
      states = known.sorted { $0.value < $1.value }.map(\.key)
    }
    count(last: states.count)
  }

  private static func insert(_ state: [Bool], _ known: inout [[Bool]: Int], after decision: Decision) throws -> Int {
    let number = known.count
    guard number < mostStates else {
      throw NASError(
        .invalid, "the conditions after '\(decision.name)' depend on too many decisions at once",
        hint: "write each decision soon after those that it depends on")
    }
    known[state] = number
    return number
  }

  private mutating func count(last: Int) {
    ways = [Array(repeating: 1, count: last)]
    for layer in following.reversed() {
      let after = ways[0]
      ways.insert(layer.map { $0.reduce(0) { Self.sum($0, after[$1]) } }, at: 0)
    }
  }

  private static func sum(_ first: Int, _ second: Int) -> Int {
    let (sum, overflows) = first.addingReportingOverflow(second)
    return overflows ? .max : sum
  }

  /// The tokens of a number below `count`.
  func tokens(at index: Int) -> [Int32] {
    var (rest, state) = (index, 0)
    return following.indices.map { place in
      let options = following[place][state]
      var option = 0
      while option < options.count - 1, rest >= ways[place + 1][options[option]] {
        rest -= ways[place + 1][options[option]]
        option += 1
      }
      state = options[option]
      return Int32(truncatingIfNeeded: option)
    }
  }
}
