/// The graphs of one level: how many there are, and of how many nodes.
struct HierarchyLevel {
  let graphs: Int
  let nodes: Int

  var tokenCount: Int { graphs * Motif.edgeCount(nodes: nodes) }

  /// The possible edges in the order of the tokens.
  var edges: [(source: Int, target: Int)] {
    (1..<nodes).flatMap { target in (0..<target).map { (source: $0, target: target) } }
  }

  /// A list in which a token stands in proportion to the chance that a mutation meets it.
  ///
  /// The draw is level, graph, successor node, predecessor, each uniform, so one index into the list replaces four.
  static func weightedPlaces(_ levels: [HierarchyLevel]) -> [UInt8] {
    let divisors = levels.flatMap { level in
      (0..<level.graphs).flatMap { _ in
        level.edges.map { levels.count * level.graphs * (level.nodes - 1) * $0.target }
      }
    }
    let common = divisors.reduce(1) { $0 / greatestCommonDivisor($0, $1) * $1 }
    return divisors.enumerated().flatMap { place, divisor in
      Array(repeating: UInt8(place), count: common / divisor)
    }
  }

  private static func greatestCommonDivisor(_ first: Int, _ second: Int) -> Int {
    second == 0 ? first : greatestCommonDivisor(second, first % second)
  }
}
