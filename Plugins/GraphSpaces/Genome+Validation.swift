import NASPlugin

extension Genome {
  /// Throws `.invalid` where this is no individual; else its graph, in the order of computation, and the channels of its blocks.
  func validated(_ limits: GenomeLimits) throws -> (topology: GenomeTopology, order: [Int], channels: [Int]) {
    guard GenomeLimits.learningRates.contains(learningRate) else {
      throw NASError(.invalid, "the learning rate is \(learningRate)", hint: "recipes take 1e-9 to 1e3")
    }
    try validateIDs()
    let topology = try GenomeTopology(self)
    try validateEnds(topology)
    let order = topology.order
    guard order.count == vertices.count else {
      let stuck = Set(vertices.indices).subtracting(order).min() ?? 0
      throw NASError(
        .invalid, "the edges form a cycle that reaches vertex \(vertices[stuck].id)", hint: "edges lead forward only")
    }
    for edge in edges where !((edge.convolution?.depthFactor ?? 1).isFinite && (edge.convolution?.depthFactor ?? 1) > 0)
    {
      throw NASError(
        .invalid, "the depth factor of edge \(edge.id) is \(edge.convolution?.depthFactor ?? 0)",
        hint: "it is output channels by input channels, above 0")
    }
    return (topology, order, try channels(topology, order, limits))
  }

  private func validateIDs() throws {
    let (vertexIDs, edgeIDs) = (vertices.map(\.id), edges.map(\.id))
    for ids in [vertexIDs, edgeIDs] {
      guard zip(ids, ids.dropFirst()).allSatisfy({ $0 < $1 }), (ids.last ?? 0) < nextID else {
        throw NASError(.invalid, "the ids \(ids) are not ascending and below the next id, \(nextID)")
      }
    }
    guard vertexIDs.starts(with: [Self.image, Self.output]) else {
      throw NASError(.invalid, "the first vertices are not 0, the image, and 1, the output")
    }
    guard let shared = Self.common(vertexIDs, edgeIDs) else { return }
    throw NASError(.invalid, "the id \(shared) is that of a vertex and of an edge")
  }

  /// The first number that two ascending lists have in common.
  private static func common(_ first: [Int32], _ second: [Int32]) -> Int32? {
    var (left, right) = (0, 0)
    while left < first.count && right < second.count {
      if first[left] == second[right] { return first[left] }
      if first[left] < second[right] { left += 1 } else { right += 1 }
    }
    return nil
  }

  /// The image begins and the output ends; in between everything is read and reads, once at most from one vertex to another.
  private func validateEnds(_ topology: GenomeTopology) throws {
    for (index, vertex) in vertices.enumerated() {
      let (reads, isRead) = (!topology.incoming[index].isEmpty, !topology.outgoing[index].isEmpty)
      guard reads == (vertex.id != Self.image), isRead == (vertex.id != Self.output) else {
        let what =
          vertex.id == Self.image ? "the image" : vertex.id == Self.output ? "the output" : "vertex \(vertex.id)"
        throw NASError(
          .invalid, "\(what) \(reads ? "is" : "is not") led to and \(isRead ? "leads" : "does not lead") on",
          hint: "all vertices lie between the image, 0, and the output, 1")
      }
      // Most have one edge, and need no set.
      let targets = topology.outgoing[index].count > 1 ? topology.outgoing[index].map { topology.targets[$0] } : []
      guard Set(targets).count == targets.count else {
        throw NASError(.invalid, "two edges lead from vertex \(vertex.id) to one other", hint: "one is enough")
      }
    }
  }

  /// The depth of every block; throws where one is deeper than allowed.
  private func channels(_ topology: GenomeTopology, _ order: [Int], _ limits: GenomeLimits) throws -> [Int] {
    var channels = Array(repeating: limits.imageChannels, count: vertices.count)
    for vertex in order {
      guard let edge = topology.primary(of: vertex, self, .depth) else { continue }
      // The deepest block may have a deeper edge that is not its primary one: all are looked at.
      for other in topology.incoming[vertex] {
        let depth = edges[other].depth(from: channels[topology.sources[other]])
        guard let depth, depth <= limits.mostChannels else {
          throw NASError(
            .invalid, "edge \(edges[other].id) has more than \(limits.mostChannels) channels",
            hint: "lower its depth factor, or raise max_channels")
        }
        if other == edge { channels[vertex] = depth }
      }
    }
    return channels
  }
}

extension Genome.Edge {
  /// Output channels for input channels, at least 1; nil where the number is beyond reason.
  func depth(from channels: Int) -> Int? {
    guard let convolution else { return channels }
    let product = Float(channels) * convolution.depthFactor
    guard product < 1e9 else { return nil }
    return max(1, Int(product.rounded()))
  }
}
