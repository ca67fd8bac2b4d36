import NASPlugin
import NASPluginTesting
import Testing

@Suite struct NASBench201SupernetTests {
  let space: ForeignSpace
  let supernet: Network

  init() throws {
    space = try BuiltPlugins.nasBench201()
    supernet = try #require(space.weightSharing).supernet(for: .cifar10)
  }

  /// O-RN2: 1,686,106 weights; the 30 architecture parameters are no part of the network.
  @Test func hasThePublishedParameters() throws {
    let cost = try supernet.cost(for: .cifar10)
    #expect(cost.params == 1_686_106)
    #expect(cost.shapes.last == FeatureShape(channels: 10, height: 1, width: 1))
    // Each edge of a cell holds 10 C² scalars, and a cell has six.
    for (cell, channels) in [(0, 16), (5, 32), (14, 64)] {
      let counted = zip(supernet.nodes, cost.nodeParams).reduce(0) {
        $1.0.id.hasPrefix("c\(cell).") ? $0 + $1.1 : $0
      }
      #expect(counted == 60 * channels * channels)
    }
    let affine = supernet.nodes.filter { $0.operation == .batchNorm(affine: true) }.map(\.id)
    #expect(affine == ["stem.norm", "r1.a.norm", "r1.b.norm", "r2.a.norm", "r2.b.norm", "last.norm"])
    #expect(supernet.nodes.allSatisfy { $0.id.utf8.count <= 15 })
  }

  /// Four paths: 0-3, 0-2-3, 0-1-2-3, 0-1-3, so that the edges are used 2, 1, 1, 1, 1 and 2 times.
  @Test func declaresCellsWithTheirPaths() throws {
    #expect(supernet.cells.map(\.name) == (0..<15).map { "c\($0)" })
    for cell in supernet.cells {
      #expect(cell.inputs == [0] && cell.outputs == [3])
      #expect(cell.edges.map { [$0.from, $0.to] } == [[0, 1], [0, 2], [1, 2], [0, 3], [1, 3], [2, 3]])
      var (before, after) = ([1, 0, 0, 0], [0, 0, 0, 1])
      for edge in cell.edges { before[edge.to] += before[edge.from] }
      for edge in cell.edges.reversed() { after[edge.from] += after[edge.to] }
      #expect(before[3] == 4)
      #expect(cell.edges.map { before[$0.from] * after[$0.to] } == [2, 1, 1, 1, 1, 2])
    }
  }

  @Test func alternativesSayWhatTheyAre() throws {
    let edges = supernet.cells.flatMap(\.edges)
    let choices = supernet.nodes.indices.filter {
      if case .choice = supernet.nodes[$0].operation { true } else { false }
    }
    #expect(edges.map(\.choice) == choices && choices.count == 90)
    for (place, index) in choices.enumerated() {
      guard case .choice(let choice) = supernet.nodes[index].operation else { continue }
      #expect(choice.decision == place % 6)
      #expect(choice.alternatives.map(\.kind) == [.none, .skip, .weighted, .weighted, .pool])
      #expect(choice.alternatives.map(\.nodes.count) == [1, 1, 3, 3, 1])
      for (alternative, input) in zip(choice.alternatives, supernet.nodes[index].inputs) {
        #expect(alternative.nodes.last == input)
      }
    }
  }

  @Test func allCellsOfAnArchitectureShareItsOperations() throws {
    let sharing = try #require(space.weightSharing)
    let tokens: [Int32] = [3, 0, 1, 2, 0, 4]
    #expect(try sharing.path(of: Architecture(tokens)) == (0..<15).flatMap { _ in tokens })
    let small = try #require(try BuiltPlugins.nasBench201(channels: 2, cells: 1).weightSharing)
    #expect(try small.path(of: Architecture(tokens)).count == 18)
    #expect(throws: NASError.self) { try sharing.path(of: Architecture([0, 0, 0, 0, 0, 5])) }
  }

  /// Each cell draws its own; the edges into a node are uniform over all but "all none".
  @Test func samplesPathsAsTheCodeDoes() throws {
    let sharing = try #require(space.weightSharing)
    var random = RandomStream(seed: 9)
    var counts = [Array(repeating: 0.0, count: 5), Array(repeating: 0.0, count: 25), Array(repeating: 0.0, count: 125)]
    var draws = 0.0
    var differing = 0
    for _ in 0..<1_000 {
      let path = try sharing.samplePath(&random).map(Int.init)
      #expect(path.count == 90)
      for cell in 0..<15 {
        let genes = Array(path[6 * cell..<6 * cell + 6])
        counts[0][genes[0]] += 1
        counts[1][genes[1] * 5 + genes[2]] += 1
        counts[2][(genes[3] * 5 + genes[4]) * 5 + genes[5]] += 1
        draws += 1
      }
      if path[0..<6] != path[6..<12] { differing += 1 }
    }
    #expect(differing > 950)
    for node in counts {
      #expect(node[0] == 0)
      let expected = draws / Double(node.count - 1)
      let chiSquare = node.dropFirst().reduce(0) { $0 + ($1 - expected) * ($1 - expected) / expected }
      let freedom = Double(node.count - 2)
      #expect(abs(chiSquare - freedom) < 5 * (2 * freedom).squareRoot() + 5)
    }
  }

  /// What a network and the supernet have in common has one name and one shape, so weights can be taken over.
  @Test func networksAreNamedAsTheSupernet() throws {
    let shapes = try supernet.cost(for: .cifar10).shapes
    let known = Dictionary(uniqueKeysWithValues: zip(supernet.nodes, shapes).map { ($0.0.id, ($0.0.operation, $0.1)) })
    var random = RandomStream(seed: 10)
    for _ in 0..<50 {
      let network = try space.network(for: space.sample(&random), task: .cifar10)
      for (node, shape) in zip(network.nodes, try network.cost(for: .cifar10).shapes) {
        guard case .conv2d = node.operation else { continue }
        let match = try #require(known[node.id], "\(node.id)")
        #expect(match.0 == node.operation && match.1 == shape)
      }
    }
  }

  @Test func hasAHeadForEveryTask() throws {
    let task = LearningTask(channels: 3, height: 16, width: 16, classes: 120)
    let imageNet16 = try #require(space.weightSharing).supernet(for: task)
    #expect(try imageNet16.cost(for: task).params == 1_686_106 + 110 * 65)
  }

  @Test func knowsTheLiterature() throws {
    let published = try #require(space.publishing).published
    #expect(published.map(\.name) == ["resnet", "best-cifar10-valid"])
    #expect(
      try published.map { try space.text($0.architecture) } == [
        "|nor_conv_3x3~0|+|none~0|nor_conv_3x3~1|+|skip_connect~0|none~1|skip_connect~2|",
        "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_3x3~1|nor_conv_1x1~2|",
      ])
    let costs = try published.map { try #require(try space.costs(of: $0.architecture, task: .cifar10)) }
    #expect(costs.map(\.params) == [559_386, 1_073_466])
  }
}
