import NASPlugin
import NASPluginTesting
import Testing

@Suite struct ShuffleBlocksTests {
  private let name = "shuffle-blocks"
  private let spos = "2 1 0 1 2 0 2 0 2 0 2 3 0 0 0 0 3 2 3 3"

  @Test func keepsEveryPromise() throws {
    let tasks = [LearningTask.cifar10, LearningTask(channels: 1, height: 28, width: 28, classes: 7)]
    #expect(checkSpace(try BlockSpaces.space(name, BlockSpaces.small), samples: 100, tasks: tasks) == [])
    #expect(checkSpace(try BlockSpaces.space(name, [("dropout", .real(0))]), tasks: [BlockSpaces.imageNet]) == [])
  }

  @Test func thousandsOfArchitecturesAreSound() throws { try BlockSpaces.checkArchitectures(of: name) }

  @Test func countsAsTheNetworkDoes() throws {
    try BlockSpaces.checkCosts(of: name, widths: [0.2, 0.35, 0.75, 1, 1.4, 8])
  }

  @Test func networksAreNamedAsTheSupernet() throws { try BlockSpaces.checkNames(of: name) }

  /// O-SP1.
  @Test func countsItsArchitectures() throws {
    let space = try BlockSpaces.space(name)
    let numbering = try #require(space.enumerable)
    #expect(numbering.count == 1_099_511_627_776)
    #expect(
      space.decisions.map(\.group)
        == [(1, 4), (2, 4), (3, 8), (4, 4)].flatMap { stage, blocks in
          Array(repeating: "stage \(stage)", count: blocks)
        })
    #expect(space.decisions.allSatisfy { $0.options == ["shuffle3", "shuffle5", "shuffle7", "xception"] })
    #expect(try numbering.architecture(at: numbering.count - 1).tokens == Array(repeating: 3, count: 20))
  }

  /// O-SP1.
  @Test func hasThePublishedArchitecture() throws {
    let space = try BlockSpaces.space(name)
    let published = try #require(space.publishing?.published.first)
    #expect(published.name == "spos" && published.settings == ["skeleton=imagenet"])
    #expect(try space.text(published.architecture) == spos)
    let task = try #require(published.task)
    let set = try BlockSpaces.space(name, [("skeleton", .text("imagenet"))])
    let cost = try set.network(for: published.architecture, task: task).cost(for: task)
    #expect((cost.params, cost.macs) == (3_558_464, 322_918_720))
    #expect(try #require(try space.costs(of: published.architecture, task: task)) == (3_558_464, 322_918_720))
  }

  @Test func hasTheStagesOfTheCode() throws {
    let space = try BlockSpaces.space(name)
    let network = try space.network(for: space.parse(spos), task: BlockSpaces.imageNet)
    let cost = try network.cost(for: BlockSpaces.imageNet)
    func shape(_ prefix: String) -> String? {
      network.nodes.lastIndex { $0.id.hasPrefix(prefix + ".") }.map { cost.shapes[$0].description }
    }
    let shapes = ["stem", "b0", "b3", "b4", "b8", "b15", "b16", "b19", "head"].map(shape)
    #expect(
      shapes == [
        "16×112×112", "64×56×56", "64×56×56", "160×28×28", "320×14×14", "320×14×14", "640×7×7", "640×7×7", "1024×7×7",
      ])
    #expect(network.nodes.last?.operation == .linear(features: 1_000, bias: false))
    #expect(network.nodes.contains { $0.operation == .dropout(0.1) })
    #expect(network.nodes.contains { $0.id == "b0.shuffle7.side.1.conv" })
  }

  /// The parameters of the supernet are those of its four uniform paths, without norms; they share the stem and the end.
  @Test func supernetHoldsAllBlocksWithoutAffineNorms() throws {
    let space = try BlockSpaces.space(name)
    let cost = try BlockSpaces.checkSupernet(of: name)
    let supernet = try #require(space.weightSharing).supernet(for: BlockSpaces.imageNet)
    #expect(!supernet.nodes.contains { $0.operation == .batchNorm(affine: true) })
    #expect(supernet.nodes.contains { $0.operation == .batchNorm(affine: false) })
    let shared = 9 * 3 * 16 + 640 * 1_024 + 1_024 * 1_000
    var blocks = 0
    for block in 0..<4 {
      let network = try space.network(
        for: Architecture(Array(repeating: Int32(block), count: 20)), task: BlockSpaces.imageNet)
      let counted = try network.cost(for: BlockSpaces.imageNet).nodeParams
      blocks += zip(network.nodes, counted).reduce(0) { sum, each in
        if case .conv2d = each.0.operation, each.0.id.hasPrefix("b") { sum + each.1 } else { sum }
      }
    }
    #expect(cost.params == shared + blocks)
  }

  @Test func smallImagesAreHalvedLess() throws {
    let space = try BlockSpaces.space(name)
    let network = try space.network(for: space.parse(spos), task: .cifar10)
    let head = try #require(network.nodes.firstIndex { $0.id == "head.conv" })
    #expect(try network.cost(for: .cifar10).shapes[head].description == "1024×4×4")
  }

  @Test func pathsAreUniform() throws {
    let sharing = try #require(try BlockSpaces.space(name).weightSharing)
    var random = RandomStream(seed: 3)
    var counts = Array(repeating: Array(repeating: 0.0, count: 4), count: 20)
    for _ in 0..<4_000 {
      for (place, block) in try sharing.samplePath(&random).enumerated() { counts[place][Int(block)] += 1 }
    }
    #expect(counts.joined().allSatisfy { abs($0 - 1_000) < 5 * 750.0.squareRoot() })
  }

  @Test func mutatesEachPlaceWithARate() throws {
    let space = try BlockSpaces.space(name)
    var random = RandomStream(seed: 5)
    let parent = try space.parse(spos)
    var changed = 0
    for _ in 0..<2_000 {
      guard let mutation = try space.mutation(of: parent, rate: 0.1, &random) else { continue }
      changed += zip(mutation.child.tokens, parent.tokens).count { $0 != $1 }
    }
    #expect(abs(Double(changed) - 4_000) < 5 * (40_000 * 0.1 * 0.9).squareRoot())
    #expect(try space.mutation(of: parent, rate: 0, &random) == nil)
    let all = try #require(try space.mutation(of: parent, rate: 1, &random))
    #expect(zip(all.child.tokens, parent.tokens).allSatisfy { $0 != $1 } && all.what.contains("block 20 is now"))
  }

  @Test(arguments: [
    ("4 1 0 1 2 0 2 0 2 0 2 3 0 0 0 0 3 2 3 3", "at character 1 of", "4 is no block of place 1", "allows 0, 1, 2, 3"),
    ("2 1 -1 1 2 0 2 0 2 0 2 3 0 0 0 0 3 2 3 3", "at character 5 of", "-1 is no block of place 3", "allows 0, 1, 2, 3"),
    ("2 1 shuffle3", "at character 5 of '2 1 shuffle3'", "'shuffle3' is no number of a block", "20 numbers"),
    ("2 1 0", "at character 6 of '2 1 0'", "the text ends after 3 of 20 blocks", "20 numbers"),
  ])
  func saysWhereATextIsWrong(text: String, place: String, message: String, hint: String) throws {
    let space = try BlockSpaces.space(name)
    let error = try #require(throws: NASError.self) { try space.parse(text) }
    #expect(error.code == .invalid && error.message.contains(place) && error.message.contains(message), "\(error)")
    #expect(error.hint?.contains(hint) == true, "\(error)")
  }
}
