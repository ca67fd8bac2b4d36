import NASPlugin

extension BlockChain {
  /// A choice of all blocks of a place; `emit` puts one block and answers its last node.
  static func choice(
    _ builder: inout NetworkBuilder, place: Int, kinds: [Operation.Alternative.Kind],
    emit: (inout NetworkBuilder, Int) -> Int
  ) -> Int {
    builder.scoped("b\(place)") { inner in
      var (ends, alternatives): ([Int], [Operation.Alternative]) = ([], [])
      for (block, kind) in kinds.enumerated() {
        let start = inner.network.nodes.count
        ends.append(emit(&inner, block))
        alternatives.append(.init(kind, nodes: start..<inner.network.nodes.count))
      }
      return inner.add(.choice(.init(decision: place, alternatives: alternatives)), ends, "choice")
    }
  }

  /// The whole chain as one cell with one path: an edge from each place to the next.
  static func cell(_ choices: [Int]) -> Network.Cell {
    let edges = choices.enumerated().map { Network.Cell.Edge(from: $0, to: $0 + 1, choice: $1) }
    return Network.Cell(name: "chain", inputs: [0], outputs: [choices.count], edges: edges)
  }
}
