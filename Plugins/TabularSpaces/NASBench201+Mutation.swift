import NASPlugin

extension NASBench201 {
  /// The benchmark's own mutation: a node uniformly, one of its in-edges uniformly, another operation uniformly.
  ///
  /// With a rate, every edge changes with that probability instead; nil where no edge happened to change.
  func mutation(of architecture: Architecture, rate: Double?, _ random: inout RandomStream) throws -> Mutation? {
    try validate(architecture)
    guard let rate else { return singleChange(of: architecture, &random) }
    var child = architecture
    var changed: [Int] = []
    for edge in child.tokens.indices where random.chance(rate) {
      replace(&child, edge, &random)
      changed.append(edge)
    }
    guard !changed.isEmpty else { return nil }
    return Mutation(child, what: changed.map { Self.changes[$0][Int(child.tokens[$0])] }.joined(separator: ", "))
  }

  private func singleChange(of architecture: Architecture, _ random: inout RandomStream) -> Mutation {
    let node = 1 + random.index(below: 3)
    let edge = CellEdge.first(into: node) + random.index(below: node)
    var child = architecture
    replace(&child, edge, &random)
    return Mutation(child, what: Self.changes[edge][Int(child.tokens[edge])])
  }

  /// Puts one of the four other operations on an edge.
  private func replace(_ architecture: inout Architecture, _ edge: Int, _ random: inout RandomStream) {
    let drawn = Int32(truncatingIfNeeded: random.index(below: 4))
    architecture.tokens[edge] = drawn < architecture.tokens[edge] ? drawn : drawn + 1
  }

  /// What a change is called, by edge and new operation; made once, for a search makes millions.
  private static let changes: [[String]] = CellEdge.all.map { edge in
    CellOperation.allCases.map { "\(edge.target)~\(edge.source) is now \($0.name)" }
  }
}
