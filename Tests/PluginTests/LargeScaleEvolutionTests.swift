import NASPlugin
import NASPluginTesting
import Testing

extension BuiltPlugins {
  static let graphSpaces = Result { try opened("GraphSpaces") }

  static func largeScaleEvolution(
    sampleMutations: Int = 0, imageChannels: Int = 3, maxChannels: Int = 65_536
  ) throws -> ForeignSpace {
    try graphSpaces.get().space(
      "large-scale-evolution",
      options: [
        ("sample_mutations", .integer(sampleMutations)), ("image_channels", .integer(imageChannels)),
        ("max_channels", .integer(maxChannels)),
      ])
  }
}

@Suite struct LargeScaleEvolutionTests {
  let space: ForeignSpace

  init() throws { space = try BuiltPlugins.largeScaleEvolution() }

  /// IDENTITY and RESET-WEIGHTS leave the genome as it is, which is their point; all else is as of every space.
  @Test(arguments: [0, 5, 60])
  func keepsEveryPromise(mutations: Int) throws {
    let space = try BuiltPlugins.largeScaleEvolution(sampleMutations: mutations)
    let tasks = [LearningTask.cifar10, LearningTask(channels: 1, height: 27, width: 28, classes: 4)]
    let violations = checkSpace(space, samples: 40, tasks: tasks)
    #expect(violations == [])
  }

  /// O-LE7.
  @Test func beginsWithALinearModel() throws {
    var random = RandomStream(seed: 0)
    let initial = try space.sample(&random)
    #expect(try space.text(initial) == "lr=0.1 next=3 {0 linear o, 1 linear i} {2: 0>1 identity 1 1}")
    let network = try space.network(for: initial, task: .cifar10)
    #expect(try network.cost(for: .cifar10).params == 40)
    #expect(network.recipeOverrides == ["learning_rate": 0.1])
    let cifar100 = LearningTask(channels: 3, height: 32, width: 32, classes: 100)
    #expect(try space.network(for: initial, task: cifar100).cost(for: cifar100).params == 400)
    #expect(space.decisions.isEmpty && space.layout.hasPrefix("large-scale-evolution/1"))
  }

  /// O-LE5, and all else that has to hold of every individual.
  @Test func tenThousandMutationsKeepEveryInvariant() throws {
    var random = RandomStream(seed: 1)
    var architecture = try space.sample(&random)
    var (most, seen) = (0, Set<String>())
    for step in 0..<10_000 {
      let mutation = try space.drawMutation(of: architecture, rate: nil, &random)
      architecture = mutation.child
      seen.insert(String(mutation.what.prefix { $0 != " " }))
      // Later genomes are large; the space itself looks at every parent anyway.
      guard step < 1_000 || step % 10 == 0 else { continue }
      let genome = PlainGenome(architecture)
      most = max(most, genome.vertices.count)
      try #require(genome.isAcyclic && genome.allLieBetweenImageAndOutput, "after \(step): \(mutation.what)")
      try #require(genome.hasNoDoubleEdges && genome.hasNoDoubleIDs, "after \(step): \(mutation.what)")
      guard step % 50 == 0 else { continue }
      try space.validate(architecture)
      try checkOperations(space.network(for: architecture, task: .cifar10))
      #expect(try space.parse(space.text(architecture)) == architecture)
      let form = try space.canonical(architecture)
      #expect(try space.canonical(form) == form)
    }
    #expect(seen.count == 11)
    #expect(most > 50)
  }

  private func checkOperations(_ network: Network) throws {
    let cost = try network.cost(for: .cifar10)
    #expect(cost.shapes.last == FeatureShape(channels: 10, height: 1, width: 1))
    for node in network.nodes {
      guard case .conv2d(let convolution) = node.operation else { continue }
      #expect(convolution.kernel.height % 2 == 1 && convolution.kernel.width % 2 == 1)
      #expect(convolution.stride.height.nonzeroBitCount == 1 && convolution.stride.height == convolution.stride.width)
    }
    let read = Set(network.nodes.flatMap(\.inputs))
    #expect(read.count == network.nodes.count - 1, "what is computed is used")
  }

  /// Renaming every vertex and edge changes nothing but names.
  @Test func canonicalFormsDoNotSeeIDs() throws {
    let space = try BuiltPlugins.largeScaleEvolution(sampleMutations: 80)
    var random = RandomStream(seed: 3)
    for _ in 0..<300 {
      let architecture = try space.sample(&random)
      let form = try space.canonical(architecture)
      // Two that do the same in another order of ids: an edge taken out and put in again, and the form itself.
      #expect(try space.canonical(renamed(architecture, &random)) == form)
      let cost = try space.counted(architecture, task: .cifar10)
      #expect(try space.counted(form, task: .cifar10) == cost)
    }
  }

  /// The same genome with other ids, in an order of their own.
  private func renamed(_ architecture: Architecture, _ random: inout RandomStream) -> Architecture {
    let plain = PlainGenome(architecture)
    var fresh = Array(2..<Int32(2 + plain.vertices.count + plain.edges.count))
    random.shuffle(&fresh)
    var names: [Int32: Int32] = [0: 0, 1: 1]
    for id in plain.vertices.dropFirst(2).map(\.id) + plain.edges.map(\.id) { names[id] = fresh.removeLast() }
    var tokens = Array(architecture.tokens[..<2]) + [Int32(2 + plain.vertices.count + plain.edges.count)]
    tokens.append(Int32(plain.vertices.count))
    for vertex in plain.vertices.sorted(by: { names[$0.id, default: 0] < names[$1.id, default: 0] }) {
      tokens += [names[vertex.id, default: 0], vertex.flags]
    }
    tokens.append(Int32(plain.edges.count))
    for edge in plain.edges.sorted(by: { names[$0.id, default: 0] < names[$1.id, default: 0] }) {
      tokens += [names[edge.id, default: 0], names[edge.from, default: 0], names[edge.to, default: 0]]
      tokens += [edge.precedence, edge.precedence]
      guard let convolution = edge.convolution else {
        tokens.append(0)
        continue
      }
      tokens += [1, Int32(bitPattern: convolution.factor.bitPattern)]
      tokens += [convolution.halfWidth, convolution.halfHeight, convolution.strideScale]
    }
    return Architecture(tokens)
  }
}
