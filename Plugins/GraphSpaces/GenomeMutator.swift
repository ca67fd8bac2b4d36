import NASPlugin

/// Does one mutation to a genome: each verb answers what it did, or nil where it cannot be done.
///
/// After a nil the genome may be half changed and is of no use.
struct GenomeMutator {
  private(set) var genome: Genome
  let topology: GenomeTopology
  let channels: [Int]
  let limits: GenomeLimits
  private let isPrimary: (depth: [Bool], scale: [Bool])

  /// Throws where the genome is no individual.
  init(_ genome: Genome, _ limits: GenomeLimits) throws {
    (self.genome, self.limits) = (genome, limits)
    (topology, _, channels) = try genome.validated(limits)
    isPrimary = topology.primaries(genome)
  }

  mutating func apply(_ mutation: GenomeMutation, _ random: inout RandomStream) -> String? {
    switch mutation {
    case .alterLearningRate: alterLearningRate(&random)
    case .identity, .resetWeights: ""
    case .insertConvolution: insert(isConvolution: true, &random)
    case .removeConvolution: removeConvolution(&random)
    case .alterStride: alterStride(&random)
    case .alterNumberOfChannels: alterNumberOfChannels(&random)
    case .filterSize: filterSize(&random)
    case .insertOneToOne: insert(isConvolution: false, &random)
    case .addSkip: addSkip(&random)
    case .removeSkip: removeSkip(&random)
    }
  }

  /// Times 2 to a power that is uniform between −1 and 1.
  private mutating func alterLearningRate(_ random: inout RandomStream) -> String? {
    let rate = genome.learningRate * powerOfTwo(2 * random.uniform() - 1)
    guard GenomeLimits.learningRates.contains(rate), rate != genome.learningRate else { return nil }
    genome.learningRate = rate
    return " to \(rate)"
  }

  private var convolutions: [Int] {
    genome.edges.indices.filter {
      genome.edges[$0].convolution != nil && genome.vertices[topology.targets[$0]].inputsMutable
    }
  }

  /// A step of one in the exponent; fails below a stride of 1.
  private mutating func alterStride(_ random: inout RandomStream) -> String? {
    guard let edge = random.pick(convolutions), var convolution = genome.edges[edge].convolution else { return nil }
    convolution.strideScale += random.chance(0.5) ? 1 : -1
    guard (0...GenomeLimits.mostStrideScale).contains(convolution.strideScale) else { return nil }
    genome.edges[edge].convolution = convolution
    return " of edge \(genome.edges[edge].id) to \(1 << Int(convolution.strideScale))"
  }

  /// Any other number from half the old one to twice the old one.
  private mutating func alterNumberOfChannels(_ random: inout RandomStream) -> String? {
    guard let edge = random.pick(convolutions) else { return nil }
    let inputs = channels[topology.sources[edge]]
    guard let old = genome.edges[edge].depth(from: inputs) else { return nil }
    let least = (old + 1) / 2
    let drawn = least + random.index(below: 2 * old - least)
    let new = drawn < old ? drawn : drawn + 1
    genome.edges[edge].convolution?.depthFactor = Float(new) / Float(inputs)
    guard staysWithinLimits else { return nil }
    return " of edge \(genome.edges[edge].id) from \(old) to \(new)"
  }

  /// A step of two pixels, in height or in width; fails below one pixel.
  private mutating func filterSize(_ random: inout RandomStream) -> String? {
    guard let edge = random.pick(convolutions), var convolution = genome.edges[edge].convolution else { return nil }
    let (isWidth, step): (Bool, Int32) = (random.chance(0.5), random.chance(0.5) ? 1 : -1)
    if isWidth { convolution.filterHalfWidth += step } else { convolution.filterHalfHeight += step }
    let half = isWidth ? convolution.filterHalfWidth : convolution.filterHalfHeight
    guard (0...GenomeLimits.mostHalf).contains(half) else { return nil }
    genome.edges[edge].convolution = convolution
    return " of edge \(genome.edges[edge].id): \(isWidth ? "width" : "height") is now \(2 * half + 1)"
  }

  /// Splits a backbone edge u→v: a 3×3 convolution or the identity leads from u to a new vertex, and the old edge from there to v.
  private mutating func insert(isConvolution: Bool, _ random: inout RandomStream) -> String? {
    let places = genome.edges.indices.filter {
      isPrimary.depth[$0] && genome.vertices[topology.sources[$0]].outputsMutable
        && genome.vertices[topology.targets[$0]].inputsMutable
    }
    guard let edge = random.pick(places), genome.nextID < Int32.max - 2 else { return nil }
    let strideScale: Int32 = isConvolution && random.chance(0.5) ? 1 : 0
    let vertex = Genome.Vertex(id: genome.freshID(), kind: random.chance(0.5) ? .bnRelu : .linear)
    let convolution = Genome.Convolution(
      depthFactor: 1, filterHalfWidth: 1, filterHalfHeight: 1, strideScale: strideScale)
    let new = Genome.Edge(
      id: genome.freshID(), from: genome.edges[edge].from, to: vertex.id,
      convolution: isConvolution ? convolution : nil, depthPrecedence: Genome.backbonePrecedence,
      scalePrecedence: Genome.backbonePrecedence)
    genome.vertices.append(vertex)
    genome.edges.append(new)
    genome.edges[edge].from = vertex.id
    return " \(new.id) before edge \(genome.edges[edge].id)"
  }

  /// Takes a convolution off the backbone, and its vertex too where nothing else leads there.
  private mutating func removeConvolution(_ random: inout RandomStream) -> String? {
    let places = convolutions.filter {
      isPrimary.depth[$0] && genome.vertices[topology.sources[$0]].outputsMutable
    }
    guard let edge = random.pick(places) else { return nil }
    let id = genome.edges[edge].id
    genome.edges[edge].convolution = nil
    dissolveTarget(of: edge)
    return staysWithinLimits ? " \(id)" : nil
  }

  /// Later layers grow in proportion to what they read, so a change of channels may take one beyond the limit.
  private var staysWithinLimits: Bool { (try? genome.validated(limits)) != nil }

  /// Removes the vertex that an identity leads to, and lets what it led to be read from the vertex before.
  private mutating func dissolveTarget(of edge: Int) {
    let vertex = topology.targets[edge]
    let outgoing = topology.outgoing[vertex]
    guard topology.incoming[vertex].count == 1, genome.vertices[vertex].propertiesMutable,
      genome.vertices[vertex].outputsMutable,
      outgoing.allSatisfy({ genome.vertices[topology.targets[$0]].inputsMutable })
    else { return }
    var gone: Set<Int> = [edge]
    for moved in outgoing {
      // A skip over the vertex now runs beside what the vertex gave: the one that decides stays.
      let twin = topology.outgoing[topology.sources[edge]].first { topology.targets[$0] == topology.targets[moved] }
      if let twin { gone.insert(isPrimary.depth[twin] ? moved : twin) }
      genome.edges[moved].from = genome.edges[edge].from
    }
    genome.edges = genome.edges.indices.filter { !gone.contains($0) }.map { genome.edges[$0] }
    genome.vertices.remove(at: vertex)
  }

  /// The first pair, in random order, of vertices that have no edge and that an edge would not make a cycle of.
  private mutating func addSkip(_ random: inout RandomStream) -> String? {
    guard genome.nextID < Int32.max else { return nil }
    var sources = genome.vertices.indices.filter { genome.vertices[$0].outputsMutable }
    var targets = genome.vertices.indices.filter { genome.vertices[$0].inputsMutable }
    random.shuffle(&sources)
    random.shuffle(&targets)
    for source in sources {
      let earlier = topology.ancestors(of: source)
      let joined = Set(topology.outgoing[source].map { topology.targets[$0] })
      guard let target = targets.first(where: { !earlier[$0] && !joined.contains($0) }) else { continue }
      let edge = Genome.Edge(
        id: genome.freshID(), from: genome.vertices[source].id, to: genome.vertices[target].id, convolution: nil,
        depthPrecedence: Genome.skipPrecedence, scalePrecedence: Genome.skipPrecedence)
      genome.edges.append(edge)
      return " \(edge.id) from vertex \(edge.from) to vertex \(edge.to)"
    }
    return nil
  }

  /// An identity that decides neither depth nor size where it leads to, and whose vertex leads elsewhere too.
  private mutating func removeSkip(_ random: inout RandomStream) -> String? {
    let places = genome.edges.indices.filter {
      genome.edges[$0].convolution == nil && !isPrimary.depth[$0] && !isPrimary.scale[$0]
        && topology.outgoing[topology.sources[$0]].count > 1 && genome.vertices[topology.sources[$0]].outputsMutable
        && genome.vertices[topology.targets[$0]].inputsMutable
    }
    guard let edge = random.pick(places) else { return nil }
    return " \(genome.edges.remove(at: edge).id)"
  }
}

/// 2 to a power between −1 and 1, by its series: the same bits on every machine.
private func powerOfTwo(_ power: Double) -> Double {
  let exponent = power * 0.693_147_180_559_945_3
  var (sum, term) = (1.0, 1.0)
  for count in 1...20 {
    term *= exponent / Double(count)
    sum += term
  }
  return sum
}
