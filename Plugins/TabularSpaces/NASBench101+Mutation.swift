import NASPlugin

extension NASBench101 {
  /// The benchmark's own mutation: each of the 21 edges flips with probability 1/7, each of the 5 operations changes with
  /// probability 1/5, all drawn again until the child is another cell of the benchmark; nil after 1,000 draws.
  ///
  /// With a rate, every token changes with that probability instead. Edges to vertices without effect flip too, so a cell
  /// can grow.
  func mutation(of architecture: Architecture, rate: Double?, _ random: inout RandomStream) throws -> Mutation? {
    let parent = try Self.graph(architecture)
    guard Self.isValid(parent) else { throw Self.refusal(of: parent) }
    if let rate, rate <= 0 { return nil }
    for _ in 0..<1_000 {
      let child = Self.draw(parent, edgeRate: rate ?? 1 / 7, operationRate: rate ?? 1 / 5, &random)
      guard child != parent, Self.isValid(child) else { continue }
      return Mutation(Self.architecture(child), what: Self.difference(parent, child))
    }
    return nil
  }

  private static func draw(
    _ parent: ModuleGraph, edgeRate: Double, operationRate: Double, _ random: inout RandomStream
  ) -> ModuleGraph {
    var child = parent
    for edge in 0..<UInt32(ModuleGraph.edgeCount) where random.chance(edgeRate) { child.edges ^= 1 << edge }
    for vertex in 1...ModuleGraph.innerCount where random.chance(operationRate) {
      // One of the two other operations.
      let other = (parent.operation(of: vertex) + 1 + UInt32(truncatingIfNeeded: random.index(below: 2))) % 3
      child.operations &= ~(3 << UInt32(2 * (vertex - 1)))
      child.operations |= other << UInt32(2 * (vertex - 1))
    }
    return child
  }

  private static func difference(_ parent: ModuleGraph, _ child: ModuleGraph) -> String {
    let flipped = (parent.edges ^ child.edges).nonzeroBitCount
    let bits = parent.operations ^ child.operations
    return differences[flipped][((bits | bits >> 1) & 0b01_0101_0101).nonzeroBitCount]
  }

  /// Made once, for a search makes millions.
  private static let differences: [[String]] = (0...ModuleGraph.edgeCount).map { edges in
    (0...ModuleGraph.innerCount).map { "\(edges) edges flipped, \($0) operations changed" }
  }

  /// Uniform crossover, drawn again while the child is no cell of the benchmark; after 100 draws the first parent.
  func cross(_ first: Architecture, _ second: Architecture, _ random: inout RandomStream) throws -> Architecture {
    let mother = try Self.graph(first)
    let father = try Self.graph(second)
    (_, _) = (try Self.pruned(first), try Self.pruned(second))
    for _ in 0..<100 {
      let draw = random.next()
      let edges = UInt32(truncatingIfNeeded: draw)
      // Both bits of an operation come from one parent.
      var operations: UInt32 = 0
      for vertex in UInt32(0)..<5 where draw >> (32 + UInt64(vertex)) & 1 == 1 { operations |= 3 << (2 * vertex) }
      let child = ModuleGraph(
        edges: mother.edges & edges | father.edges & ~edges,
        operations: mother.operations & operations | father.operations & ~operations)
      if Self.isValid(child) { return Self.architecture(child) }
    }
    return first
  }

  /// Where nothing leads to the output, the edge 0→6 is added; where there are too many edges, random ones go.
  func repair(_ architecture: Architecture, _ random: inout RandomStream) throws -> Architecture {
    var graph = try Self.graph(architecture)
    if graph.live == 0 { graph.edges |= 1 << ModuleGraph.first(into: ModuleGraph.output) }
    while let pruned = graph.pruned, pruned.edges.nonzeroBitCount > ModuleGraph.mostEdges {
      var edge = UInt32(truncatingIfNeeded: random.index(below: ModuleGraph.edgeCount))
      // The last edge of the only path stays: with more than nine edges there is always another.
      while !Self.canLose(edge, pruned) {
        edge = UInt32(truncatingIfNeeded: random.index(below: ModuleGraph.edgeCount))
      }
      graph.edges &= ~(1 << edge)
    }
    return Self.architecture(graph)
  }

  private static func canLose(_ edge: UInt32, _ graph: ModuleGraph) -> Bool {
    guard graph.edges >> edge & 1 == 1 else { return false }
    return ModuleGraph(edges: graph.edges & ~(1 << edge), operations: 0).live != 0
  }
}
