import NASPlugin

/// The graph of a genome by index instead of id.
struct GenomeTopology {
  /// Vertex indices, by edge.
  let sources: [Int]
  let targets: [Int]
  /// Edge indices, by vertex.
  let incoming: EdgeLists
  let outgoing: EdgeLists

  /// What the edges into a vertex contend for.
  enum Precedence {
    case depth
    case scale
  }

  /// Throws where an edge leads from or to no vertex.
  init(_ genome: Genome) throws {
    sources = try genome.edges.map { try genome.index(of: $0.from, edge: $0.id) }
    targets = try genome.edges.map { try genome.index(of: $0.to, edge: $0.id) }
    incoming = EdgeLists(ends: targets, vertices: genome.vertices.count)
    outgoing = EdgeLists(ends: sources, vertices: genome.vertices.count)
  }

  /// The vertices, each after all that lead to it; fewer than there are where the edges form a cycle.
  var order: [Int] {
    var missing = incoming.indices.map { incoming[$0].count }
    var order = missing.indices.filter { missing[$0] == 0 }
    var next = 0
    while next < order.count {
      for edge in outgoing[order[next]] {
        missing[targets[edge]] -= 1
        if missing[targets[edge]] == 0 { order.append(targets[edge]) }
      }
      next += 1
    }
    return order
  }

  /// The edge into a vertex with the highest precedence, the one of lower id where two have it; nil for the image.
  func primary(of vertex: Int, _ genome: Genome, _ precedence: Precedence) -> Int? {
    var best: (edge: Int, precedence: Int32)?
    for edge in incoming[vertex] {
      let own = precedence == .depth ? genome.edges[edge].depthPrecedence : genome.edges[edge].scalePrecedence
      if let best, own <= best.precedence { continue }
      best = (edge, own)
    }
    return best?.edge
  }

  /// For each edge whether it decides the depth, and whether the size, of the vertex that it leads to.
  func primaries(_ genome: Genome) -> (depth: [Bool], scale: [Bool]) {
    var (depth, scale) = (Array(repeating: false, count: sources.count), Array(repeating: false, count: sources.count))
    for vertex in incoming.indices {
      if let edge = primary(of: vertex, genome, .depth) { depth[edge] = true }
      if let edge = primary(of: vertex, genome, .scale) { scale[edge] = true }
    }
    return (depth, scale)
  }

  /// All vertices from which a vertex can be reached, itself included.
  func ancestors(of vertex: Int) -> [Bool] {
    var isAncestor = Array(repeating: false, count: incoming.indices.count)
    isAncestor[vertex] = true
    var open = [vertex]
    while let next = open.popLast() {
      for edge in incoming[next] where !isAncestor[sources[edge]] {
        isAncestor[sources[edge]] = true
        open.append(sources[edge])
      }
    }
    return isAncestor
  }
}

extension Genome {
  /// Where a vertex stands in the list.
  fileprivate func index(of id: Int32, edge: Int32) throws -> Int {
    var (low, high) = (0, vertices.count)
    while low < high {
      let middle = (low + high) / 2
      if vertices[middle].id < id { low = middle + 1 } else { high = middle }
    }
    guard low < vertices.count, vertices[low].id == id else {
      throw NASError(.invalid, "edge \(edge) names vertex \(id), which there is not")
    }
    return low
  }
}
