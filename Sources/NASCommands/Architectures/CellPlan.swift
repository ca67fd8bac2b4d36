package import NASPlugin

/// A searched cell as papers draw it: states that sum what operations make of earlier states.
///
/// Read out of decisions, never out of a space's name: either each decision is an edge with its operation
/// (`normal 3<-1`), or each group is a block of references to earlier states with as many operations.
package struct CellPlan {
  /// One operation on its way into a state.
  package struct Term {
    package var source: Int
    package var operation: String
  }

  /// A state and what it sums.
  package struct State {
    package var number: Int
    package var terms: [Term]
    /// How the terms are combined: `add` unless a decision says otherwise.
    package var combiner = "add"
  }

  package var name: String
  package var states: [State] = []
  /// States that others make: numbers below are the cell's inputs.
  package var inputs: Int { states.map(\.number).min() ?? 0 }
  /// Whether only unread states are concatenated, or all.
  package var concatenatesUnread = false

  /// The states that are concatenated.
  package var outputs: [Int] {
    guard concatenatesUnread else { return states.map(\.number) }
    let read = Set(states.flatMap { $0.terms.map(\.source) })
    return states.map(\.number).filter { !read.contains($0) }
  }

  /// The cells of an architecture, in order; none where the decisions are of another kind.
  package static func cells(of architecture: Architecture, decisions: [Decision]) -> [CellPlan] {
    guard !decisions.isEmpty, decisions.count == architecture.tokens.count else { return [] }
    let chosen = zip(decisions, architecture.tokens).map { decision, token in
      decision.options.indices.contains(Int(token)) ? decision.options[Int(token)] : ""
    }
    return edgeCells(decisions, chosen) ?? blockCells(decisions, chosen) ?? []
  }

  /// `normal 3<-1`: the cell, the target and the source.
  private static func edgeCells(_ decisions: [Decision], _ chosen: [String]) -> [CellPlan]? {
    var cells: [CellPlan] = []
    for (decision, operation) in zip(decisions, chosen) {
      let words = decision.name.split(separator: " ")
      guard words.count == 2, case let ends = words[1].split(separator: "<-"), ends.count == 2,
        let target = Int(ends[0]),
        let source = Int(ends[1]), source < target
      else { return nil }
      cells.extend(
        String(words[0]), state: target, operation == "none" ? nil : Term(source: source, operation: operation))
    }
    return cells
  }

  /// Groups such as `normal block 2`, each with references first and their operations in the same order.
  private static func blockCells(_ decisions: [Decision], _ chosen: [String]) -> [CellPlan]? {
    var cells: [CellPlan] = []
    var start = 0
    while start < decisions.count {
      let end = decisions[start...].firstIndex { $0.group != decisions[start].group } ?? decisions.count
      let sources = (start..<end).filter { decisions[$0].kind == .reference }
      let others = (start..<end).filter { decisions[$0].kind == .categorical }
      guard let cell = decisions[start].group.split(separator: " ").first, let first = sources.first,
        others.count >= sources.count
      else { return nil }
      // A block may read every state before it, so its own number is how many there are.
      let number = decisions[first].options.count
      for (source, operation) in zip(sources, others) {
        guard let from = Int(chosen[source]), from < number else { return nil }
        cells.extend(String(cell), state: number, Term(source: from, operation: chosen[operation]))
      }
      cells.close(combiner: others.count > sources.count ? chosen[others[sources.count]] : "add")
      start = end
    }
    return cells
  }
}

extension [CellPlan] {
  /// Adds a term to a state of the cell with a name; both are made where they are new.
  fileprivate mutating func extend(_ name: String, state: Int, _ term: CellPlan.Term?) {
    if last?.name != name { append(CellPlan(name: name)) }
    let cell = count - 1
    if self[cell].states.last?.number != state { self[cell].states.append(.init(number: state, terms: [])) }
    if let term { self[cell].states[self[cell].states.count - 1].terms.append(term) }
  }

  /// Says how the last state of the last cell combines its terms.
  fileprivate mutating func close(combiner: String) {
    guard var cell = popLast(), var state = cell.states.popLast() else { return }
    (state.combiner, cell.concatenatesUnread) = (combiner, true)
    cell.states.append(state)
    append(cell)
  }
}
