import NASPlugin
import Testing

private let imageNet16 = LearningTask(channels: 3, height: 16, width: 16, classes: 120)
private let fashion = LearningTask(channels: 1, height: 28, width: 28, classes: 10)
private let cifar100 = LearningTask(channels: 3, height: 32, width: 32, classes: 100)

@Suite struct NASBench201NetworkTests {
  let space: ForeignSpace

  init() throws { space = try BuiltPlugins.nasBench201() }

  private func counted(_ text: String, _ task: LearningTask = .cifar10) throws -> (params: Int, macs: Int) {
    let architecture = try space.parse(text)
    let network = try space.network(for: architecture, task: task)
    let cost = try network.cost(for: task)
    #expect(try #require(try space.costs(of: architecture, task: task)) == (cost.params, cost.macs))
    return (cost.params, cost.macs)
  }

  private func uniform(_ operation: String) -> String {
    "|\(operation)~0|+|\(operation)~0|\(operation)~1|+|\(operation)~0|\(operation)~1|\(operation)~2|"
  }

  /// O-NB3, for all 15,625 by the fast verb.
  @Test func costsFollowTheFormula() throws {
    for architecture in try everyArchitecture(space) {
      let (conv3, conv1) = (architecture.tokens.count { $0 == 3 }, architecture.tokens.count { $0 == 2 })
      let costs = try #require(try space.costs(of: architecture, task: .cifar10))
      guard costs != (73_306 + 243_040 * conv3 + 28_000 * conv1, 7_783_040 + 35_389_440 * conv3 + 3_932_160 * conv1)
      else { continue }
      Issue.record("\(architecture.tokens) costs \(costs)")
    }
  }

  /// O-NB4; the benchmark's own figure counts the bias of the classifier as one MAC a class.
  @Test func headsCountByClass() throws {
    let all3 = uniform("nor_conv_3x3")
    #expect(try counted(all3).params == 1_531_546)
    #expect(try counted(all3, cifar100).params == 1_537_396)
    #expect(try counted(all3, imageNet16).params == 1_538_696)
    #expect(try counted(all3).macs + 10 == 220_119_690)
    #expect(try counted(all3, cifar100).macs + 100 == 220_125_540)
    #expect(abs(Double(try counted(all3, imageNet16).macs + 120) / 1e6 - 55.0376) < 0.00005)
  }

  /// O-NB5.
  @Test func simpleCells() throws {
    #expect(try counted(uniform("nor_conv_1x1")) == (241_306, 31_376_000))
    for operation in ["skip_connect", "avg_pool_3x3", "none"] {
      #expect(try counted(uniform(operation)) == (73_306, 7_783_040))
    }
    let residual = "|nor_conv_3x3~0|+|none~0|nor_conv_3x3~1|+|skip_connect~0|none~1|skip_connect~2|"
    #expect(try counted(residual) == (559_386, 78_561_920))
  }

  /// O-NB6.
  @Test func famousCells() throws {
    let best = "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_3x3~1|nor_conv_1x1~2|"
    #expect(try counted(best) == (1_073_466, 153_272_960))
    let second = best.replacing("nor_conv_1x1~2", with: "nor_conv_3x3~2")
    #expect(try counted(second) == (1_288_506, 184_730_240))
    let readme = "|nor_conv_3x3~0|+|nor_conv_3x3~0|avg_pool_3x3~1|+|skip_connect~0|nor_conv_3x3~1|skip_connect~2|"
    #expect(try counted(readme) == (802_426, 113_951_360))
  }

  @Test(arguments: [
    fashion, .cifar10, cifar100, imageNet16, LearningTask(channels: 4, height: 8, width: 20, classes: 2),
  ])
  func countingAgreesWithTheFormula(task: LearningTask) throws {
    for (channels, cells) in [(16, 5), (1, 1), (8, 1), (5, 3), (48, 2)] {
      let space = try BuiltPlugins.nasBench201(channels: channels, cells: cells)
      var random = RandomStream(seed: UInt64(channels))
      for _ in 0..<40 {
        let architecture = try space.sample(&random)
        let cost = try space.network(for: architecture, task: task).cost(for: task)
        let fast = try #require(try space.costs(of: architecture, task: task))
        #expect(fast == (cost.params, cost.macs), "\(architecture.tokens), \(channels) channels, \(cells) cells")
      }
    }
  }

  @Test func hasSeventeenBlocksAndShortIds() throws {
    let network = try space.network(for: Architecture([3, 3, 3, 3, 3, 3]), task: .cifar10)
    let blocks = Set(
      network.nodes.compactMap { $0.id.split(separator: ".").first }.filter { $0.first == "c" || $0.first == "r" })
    #expect(blocks.count == 17)
    #expect(network.nodes.allSatisfy { $0.id.utf8.count <= 15 })
    let widest = try BuiltPlugins.nasBench201(cells: 64).network(for: Architecture([4, 2, 0, 0, 0, 0]), task: .cifar10)
    #expect(widest.nodes.allSatisfy { $0.id.utf8.count <= 15 })
    let shapes = try network.cost(for: .cifar10).shapes
    #expect(Set(shapes.map(\.description)).isSuperset(of: ["16×32×32", "32×16×16", "64×8×8", "64×1×1", "10×1×1"]))
  }

  /// Weights are inherited by id: what is alike in parent and child must have one name.
  @Test func idsDoNotDependOnOtherEdges() throws {
    let parent = try space.network(for: Architecture([3, 1, 2, 0, 4, 3]), task: .cifar10)
    let child = try space.network(for: Architecture([3, 0, 2, 2, 4, 3]), task: .cifar10)
    let weighted = { (network: Network) in
      Set(network.nodes.filter { if case .conv2d = $0.operation { true } else { false } }.map(\.id))
    }
    #expect(weighted(parent).isSubset(of: weighted(child)))
    #expect(weighted(child).subtracting(weighted(parent)).allSatisfy { $0.contains("e03") })
  }

  @Test func poolingDoesNotCountPadding() throws {
    let network = try space.network(for: Architecture([4, 4, 4, 4, 4, 4]), task: .cifar10)
    let poolings = network.nodes.compactMap { node -> Bool? in
      guard case .avgPool(let window, let countPadding) = node.operation, window.kernel == 3 else { return nil }
      return window.padding == 1 && window.stride == 1 && !countPadding
    }
    #expect(poolings.count == 90 && poolings.allSatisfy { $0 })
  }

  @Test func refusesImagesThatCannotBeHalvedTwice() throws {
    let task = LearningTask(channels: 3, height: 30, width: 32, classes: 10)
    let error = try #require(throws: NASError.self) {
      try space.network(for: Architecture([1, 1, 1, 1, 1, 1]), task: task)
    }
    #expect(error.message.contains("30×32") && error.hint?.contains("multiples of 4") == true)
  }
}
