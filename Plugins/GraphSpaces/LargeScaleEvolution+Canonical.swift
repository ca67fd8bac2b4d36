import NASPlugin

extension LargeScaleEvolution {
  /// The genome with its ids given anew along the graph, and precedences 1 for what decides and 0 for the rest.
  ///
  /// Exact for all individuals that grow from the initial one, whose backbone passes every vertex: they have one order.
  /// Elsewhere vertices that look alike from both ends stay in the order of their ids.
  func canonical(_ architecture: Architecture) throws -> Architecture {
    let genome = try Genome(tokens: architecture.tokens)
    let (topology, order, _) = try genome.validated(limits)
    let (depth, scale) = topology.primaries(genome)
    let places = GenomeOrder(genome, topology, order, depth: depth, scale: scale).places
    var ids = Array(repeating: Int32(0), count: genome.vertices.count)
    for (place, vertex) in places.enumerated() { ids[vertex] = Int32(place) }
    let sorted = genome.edges.indices.sorted {
      (ids[topology.sources[$0]], ids[topology.targets[$0]]) < (ids[topology.sources[$1]], ids[topology.targets[$1]])
    }
    let edges = sorted.enumerated().map { number, edge in
      Genome.Edge(
        id: Int32(genome.vertices.count + number), from: ids[topology.sources[edge]], to: ids[topology.targets[edge]],
        convolution: genome.edges[edge].convolution, depthPrecedence: depth[edge] ? 1 : 0,
        scalePrecedence: scale[edge] ? 1 : 0)
    }
    let vertices = places.enumerated().map { place, vertex in
      let old = genome.vertices[vertex]
      return Genome.Vertex(
        id: Int32(place), kind: old.kind, inputsMutable: old.inputsMutable, outputsMutable: old.outputsMutable,
        propertiesMutable: old.propertiesMutable)
    }
    let next = Int32(vertices.count + edges.count)
    return Architecture(
      Genome(learningRate: genome.learningRate, nextID: next, vertices: vertices, edges: edges).tokens)
  }
}

/// An order of a genome's vertices that does not depend on their ids, as far as their surroundings tell them apart.
private struct GenomeOrder {
  /// Vertex indices: the image, the output, and then along the graph.
  let places: [Int]

  init(_ genome: Genome, _ topology: GenomeTopology, _ order: [Int], depth: [Bool], scale: [Bool]) {
    let kinds = genome.edges.indices.map { edge in
      Self.key(genome.edges[edge]) ^ (depth[edge] ? 1 << 62 : 0) ^ (scale[edge] ? 1 << 61 : 0)
    }
    let own = genome.vertices.map(Self.key)
    var ahead = Array(repeating: UInt64(1), count: order.count)
    var behind = ahead
    var depths = Array(repeating: 0, count: order.count)
    for vertex in order {
      for edge in topology.incoming[vertex] {
        let source = topology.sources[edge]
        depths[vertex] = max(depths[vertex], depths[source] + 1)
        // A sum does not depend on the order of the edges.
        behind[vertex] &+= Self.mixed(behind[source] ^ kinds[edge])
      }
      behind[vertex] = Self.mixed(behind[vertex] &+ own[vertex])
    }
    for vertex in order.reversed() {
      for edge in topology.outgoing[vertex] {
        ahead[vertex] &+= Self.mixed(ahead[topology.targets[edge]] ^ kinds[edge])
      }
      ahead[vertex] = Self.mixed(ahead[vertex] &+ own[vertex])
    }
    let inner = genome.vertices.indices.dropFirst(2).sorted {
      (depths[$0], behind[$0], ahead[$0], $0) < (depths[$1], behind[$1], ahead[$1], $1)
    }
    places = [0, 1] + inner
  }

  private static func key(_ vertex: Genome.Vertex) -> UInt64 {
    let flags = [vertex.inputsMutable, vertex.outputsMutable, vertex.propertiesMutable]
    return flags.reduce(UInt64(vertex.kind.rawValue)) { $0 << 1 | ($1 ? 1 : 0) }
  }

  private static func key(_ edge: Genome.Edge) -> UInt64 {
    guard let convolution = edge.convolution else { return 7 }
    let shape = UInt64(convolution.filterHalfWidth) << 16 | UInt64(convolution.filterHalfHeight) << 8
    return mixed(shape | UInt64(convolution.strideScale)) &+ UInt64(convolution.depthFactor.bitPattern)
  }

  private static func mixed(_ value: UInt64) -> UInt64 {
    var z = value &+ 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
