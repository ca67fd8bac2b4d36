import NASPlugin

extension DARTSCell {
  /// Another operation on one edge, or one edge from another state; uniform in each step.
  ///
  /// As in AmoebaNet's evolution (Real et al. 2019). Nil where an edge into the first node was to move: it has no other
  /// state to go to. With a rate, every gene becomes another with that probability, and what breaks the rule is
  /// repaired, as in the evolution of RLNAS; nil where nothing changed.
  func mutation(of architecture: Architecture, rate: Double?, _ random: inout RandomStream) throws -> Mutation? {
    try validate(architecture)
    guard let rate else { return singleChange(of: architecture, &random) }
    var child = architecture
    for gene in child.tokens.indices where random.chance(rate) {
      let drawn = Int32(truncatingIfNeeded: random.index(below: Self.operations.count - 1))
      child.tokens[gene] = drawn < child.tokens[gene] ? drawn : drawn + 1
    }
    repairNodes(&child, &random)
    guard child != architecture else { return nil }
    let changed = child.tokens.indices.filter { child.tokens[$0] != architecture.tokens[$0] }
    return Mutation(child, what: changed.map { what($0, child) }.joined(separator: ", "))
  }

  private func singleChange(of architecture: Architecture, _ random: inout RandomStream) -> Mutation? {
    let node = DARTSGenes.node(random.index(below: DARTSGenes.nodeCount))
    let isMove = random.index(below: 2) == 1
    let edge = place(of: random.index(below: 2), in: node, of: architecture, isKept: true)
    var child = architecture
    guard isMove else {
      let drawn = 1 + Int32(truncatingIfNeeded: random.index(below: Self.operations.count - 2))
      child.tokens[edge] = drawn < child.tokens[edge] ? drawn : drawn + 1
      return Mutation(child, what: what(edge, child))
    }
    guard node.count > 2 else { return nil }
    let target = place(of: random.index(below: node.count - 2), in: node, of: architecture, isKept: false)
    child.tokens.swapAt(edge, target)
    return Mutation(child, what: what(target, child))
  }

  /// The n-th edge into a node that carries an operation, or that does not.
  private func place(of number: Int, in node: Range<Int>, of architecture: Architecture, isKept: Bool) -> Int {
    var left = number
    for edge in node where (architecture.tokens[edge] != 0) == isKept {
      if left == 0 { return edge }
      left -= 1
    }
    return node.lowerBound
  }

  private func what(_ gene: Int, _ architecture: Architecture) -> String {
    Self.changes[gene * Self.operations.count + Int(architecture.tokens[gene])]
  }

  /// What a change is called, by gene and new operation; made once, for a search makes millions.
  private static let changes: [String] = DARTSGenes.cells.flatMap { cell in
    DARTSEdge.all.flatMap { edge in operations.map { "\(cell) \(edge.node)<-\(edge.source) is now \($0.name)" } }
  }
}

extension DARTSCell: Repairing {
  /// RLNAS's rule: where a node has too many edges, random ones go; where it has too few, random ones get any
  /// operation.
  func repair(_ architecture: Architecture, _ random: inout RandomStream) throws -> Architecture {
    try validateGenes(architecture)
    var repaired = architecture
    repairNodes(&repaired, &random)
    return repaired
  }

  private func repairNodes(_ architecture: inout Architecture, _ random: inout RandomStream) {
    for node in DARTSGenes.nodes {
      var kept = architecture.tokens[node].count { $0 != 0 }
      while kept > 2 {
        let edge = place(of: random.index(below: kept), in: node, of: architecture, isKept: true)
        architecture.tokens[edge] = 0
        kept -= 1
      }
      while kept < 2 {
        let edge = place(of: random.index(below: node.count - kept), in: node, of: architecture, isKept: false)
        architecture.tokens[edge] = Self.anyOperation(&random)
        kept += 1
      }
    }
  }

  /// Each gene from either parent, then the rule.
  func cross(_ first: Architecture, _ second: Architecture, _ random: inout RandomStream) throws -> Architecture {
    try validate(first)
    try validate(second)
    var child = Architecture(zip(first.tokens, second.tokens).map { random.next() >> 63 == 0 ? $0 : $1 })
    repairNodes(&child, &random)
    return child
  }
}

extension DARTSCell: Masking {
  /// An edge may stay empty while two others can follow or are there; it may carry an operation until two do.
  func mask(after prefix: ArraySlice<Int32>) throws -> [Bool] {
    guard let node = DARTSGenes.nodes.first(where: { $0.contains(prefix.count) }) else {
      throw NASError(
        .invalid, "nothing follows \(prefix.count) tokens of an architecture of darts-cell",
        hint: "it has \(DARTSGenes.count)")
    }
    guard prefix.allSatisfy({ $0 >= 0 && $0 < Self.operations.count }) else {
      throw NASError(
        .invalid, "the prefix \(Array(prefix)) has a token that is no operation of darts-cell",
        hint: "the operations are 0 to \(Self.operations.count - 1)")
    }
    let tokens = Array(prefix)
    for other in DARTSGenes.nodes where other.lowerBound < tokens.count {
      let kept = tokens[other.clamped(to: tokens.indices)].count { $0 != 0 }
      guard kept <= 2, kept + max(0, other.upperBound - tokens.count) >= 2 else {
        throw NASError(
          .invalid, "the prefix \(tokens) has \(kept) edges with an operation into one node (tokens \(other))",
          hint: "just two edges into a node carry an operation")
      }
    }
    let kept = tokens[node.lowerBound...].count { $0 != 0 }
    let mayBeEmpty = kept + node.upperBound - tokens.count - 1 >= 2
    return Self.operations.indices.map { $0 == 0 ? mayBeEmpty : kept < 2 }
  }
}
