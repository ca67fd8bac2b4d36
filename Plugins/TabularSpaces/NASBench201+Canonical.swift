import NASPlugin

extension NASBench201 {
  /// The first architecture, by number, of those that count as one with it; which do is an option of the space.
  func canonical(_ architecture: Architecture) throws -> Architecture {
    try validate(architecture)
    return Self.numbered(Int(identity.representatives[Self.number(of: architecture)]))
  }
}

/// What a cell computes: operations that read sums of earlier values, where value 0 is the cell's input.
struct CellGraph {
  /// An operation with weights of its own, or a pooling; `reads` may name one value several times.
  struct Vertex: Equatable {
    var operation: UInt8
    var reads: [UInt8]
  }

  var vertices: [Vertex] = []
  var output: [UInt8] = []

  init(_ architecture: Architecture) {
    var nodes: [[UInt8]] = [[0]]
    for target in 1...3 {
      var sum: [UInt8] = []
      for source in 0..<target {
        let token = architecture.tokens[CellEdge.first(into: target) + source]
        sum += value(of: CellOperation.allCases[Int(token)], reading: nodes[source])
      }
      nodes.append(sum.sorted())
    }
    output = nodes[3]
    keepLive()
  }

  /// The summands that an edge adds to its node.
  private mutating func value(of operation: CellOperation, reading sum: [UInt8]) -> [UInt8] {
    guard operation != .none, !sum.isEmpty else { return [] }
    guard operation != .skip else { return sum }
    let vertex = Vertex(operation: UInt8(operation.rawValue), reads: sum)
    // Poolings have no weights: two that read the same are one.
    if operation == .pool, let same = vertices.firstIndex(of: vertex) { return [UInt8(same + 1)] }
    vertices.append(vertex)
    return [UInt8(vertices.count)]
  }

  /// Drops what the output does not depend on.
  private mutating func keepLive() {
    var isLive = Array(repeating: false, count: vertices.count + 1)
    for value in output { isLive[Int(value)] = true }
    for value in vertices.indices.reversed() where isLive[value + 1] {
      for read in vertices[value].reads { isLive[Int(read)] = true }
    }
    isLive[0] = true
    let kept = (0...vertices.count).filter { isLive[$0] }
    var name = Array(repeating: UInt8(0), count: vertices.count + 1)
    for (index, value) in kept.enumerated() { name[value] = UInt8(index) }
    vertices = kept.dropFirst().map { value in
      Vertex(operation: vertices[value - 1].operation, reads: vertices[value - 1].reads.map { name[Int($0)] })
    }
    output = output.map { name[Int($0)] }
  }

  /// Equal for two cells just when renaming operations turns one into the other.
  ///
  /// Only operations with one expression can swap names, so the least description over those few orders is exact.
  var form: [UInt8] {
    let expressions = self.expressions
    let sorted = vertices.indices.sorted { expressions[$0].lexicographicallyPrecedes(expressions[$1]) }
    var groups: [[Int]] = []
    for vertex in sorted {
      if let last = groups.last?.first, expressions[last] == expressions[vertex] {
        groups[groups.count - 1].append(vertex)
      } else {
        groups.append([vertex])
      }
    }
    let orders = groups.reduce([[]]) { heads, group in heads.flatMap { head in permutations(group).map { head + $0 } } }
    return orders.map(described).min { $0.lexicographicallyPrecedes($1) } ?? []
  }

  /// Each operation written out down to the input, without saying which convolutions are shared.
  private var expressions: [[UInt8]] {
    vertices.reduce(into: []) { known, vertex in
      let reads = vertex.reads.map { $0 == 0 ? [0] : known[Int($0) - 1] }.sorted { $0.lexicographicallyPrecedes($1) }
      known.append([10 + vertex.operation] + reads.joined() + [20])
    }
  }

  private func described(_ order: [Int]) -> [UInt8] {
    var name = Array(repeating: UInt8(0), count: vertices.count + 1)
    for (place, vertex) in order.enumerated() { name[vertex + 1] = UInt8(place + 1) }
    let parts = order.map { [10 + vertices[$0].operation] + vertices[$0].reads.map { name[Int($0)] }.sorted() }
    return parts.joined() + [20] + output.map { name[Int($0)] }.sorted()
  }
}

private func permutations(_ items: [Int]) -> [[Int]] {
  guard items.count > 1 else { return [items] }
  return items.indices.flatMap { chosen in
    var rest = items
    let first = rest.remove(at: chosen)
    return permutations(rest).map { [first] + $0 }
  }
}
