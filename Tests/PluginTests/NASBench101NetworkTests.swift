import NASPlugin
import Testing

@Suite struct NASBench101NetworkTests {
  let space: ForeignSpace

  init() throws { space = try BuiltPlugins.nasBench101() }

  private func params(_ text: String) throws -> Int {
    try space.network(for: space.parse(text), task: .cifar10).cost(for: .cifar10).params
  }

  /// The `trainable_parameters` that the benchmark's data and its README give.
  @Test func countsAsTheBenchmarkDoes() throws {
    #expect(
      try params(
        "conv3x3-bn-relu~0|maxpool3x3~1|conv3x3-bn-relu~2|conv3x3-bn-relu~0|conv1x1-bn-relu~0~3~4|output~2~5")
        == 8_555_530)
    #expect(
      try params("conv1x1-bn-relu~0|conv3x3-bn-relu~0|conv3x3-bn-relu~0|conv3x3-bn-relu~3|maxpool3x3~0|output~1~2~4~5")
        == 2_694_282)
  }

  @Test func divisionOfChannelsFollowsTheRule() throws {
    // The cases of the benchmark's own tests, in the second and third stack, where inputs have half the channels.
    #expect(try channels("a~0|a~1|a|a|a|output~2", 8) == [8, 8])
    #expect(try channels("a~0|a~0|a~1~2|a|a|output~3", 8) == [8, 8, 8])
    #expect(try channels("a~0|a~0|a|a|a|output~1~2", 8) == [4, 4])
    #expect(try channels("a~0|a~0|a~0|a|a|output~1~2~3", 8) == [3, 3, 2])
    #expect(try channels("a~0|a~0|a~0|a|a|output~1~2~3", 15) == [5, 5, 5])
    #expect(try channels("a~0|a~1|a~1|a|a|output~2~3", 8) == [4, 4, 4])
    #expect(try channels("a~0|a~1|a~1|a|a|output~2~3", 9) == [5, 5, 4])
    #expect(try channels("a~0|a~1|a~0~2|a|a|output~1~3", 15) == [8, 7, 7])
  }

  /// The channels of the vertices of the first cell.
  private func channels(_ text: String, _ width: Int) throws -> [Int] {
    let space = try BuiltPlugins.nasBench101(channels: width, cells: 1)
    let text = text.replacing("a", with: "conv3x3-bn-relu")
    let network = try space.network(for: space.parse(text), task: .cifar10)
    let shapes = try network.cost(for: .cifar10).shapes
    return (1...5).compactMap { vertex in
      network.nodes.firstIndex { $0.id == "s0.c0.v\(vertex).conv" }.map { shapes[$0].channels }
    }
  }

  /// A cell without inner vertices is one projection.
  @Test func theSmallestCellProjects() throws {
    let network = try space.network(for: try space.architecture(at: 0, in: space), task: .cifar10)
    let cost = try network.cost(for: .cifar10)
    #expect(network.nodes.map(\.id).contains("s2.c2.out.in.conv"))
    #expect(
      Set(cost.shapes.map(\.description)) == [
        "3×32×32", "128×32×32", "128×16×16", "256×16×16", "256×8×8", "512×8×8", "512×1×1", "10×1×1",
      ])
    let projections = 3 * 128 * 128 + (128 + 256 + 256) * 256 + (256 + 512 + 512) * 512
    let norms = 2 * (128 + 3 * (128 + 256 + 512))
    #expect(cost.params == 27 * 128 + projections + norms + 5_130)
  }

  @Test func cutsSummandsAndAddsTheProjectedInput() throws {
    let cell = "conv3x3-bn-relu~0|conv3x3-bn-relu~0~1|maxpool3x3~1~2|conv1x1-bn-relu|maxpool3x3|output~0~1~2~3"
    let network = try space.network(for: space.parse(cell), task: .cifar10)
    let ids = Set(network.nodes.map(\.id))
    // 128 = 43 + 43 + 42: what vertex 3 reads is one channel too wide.
    #expect(
      ids.isSuperset(of: ["s0.c0.v3.cut1", "s0.c0.v3.cut2", "s0.c0.v2.in.conv", "s0.c0.out.join", "s0.c0.out.in.conv"]))
    #expect(!ids.contains("s0.c0.v2.cut1") && !ids.contains("s0.c0.v4.conv"))
    let shapes = try network.cost(for: .cifar10).shapes
    let join = try #require(network.nodes.firstIndex { $0.id == "s0.c0.out.join" })
    #expect(shapes[join].channels == 128)
  }

  @Test func everyKindOfCellBuilds() throws {
    var random = RandomStream(seed: 11)
    let small = try BuiltPlugins.nasBench101(channels: 16, cells: 1)
    for _ in 0..<2_000 {
      let cell = try small.drawMutation(of: small.sample(&random), rate: nil, &random).child
      let cost = try small.network(for: cell, task: .cifar10).cost(for: .cifar10)
      #expect(cost.shapes.last == FeatureShape(channels: 10, height: 1, width: 1))
    }
  }

  @Test func refusesImagesThatCannotBeHalvedTwice() throws {
    let task = LearningTask(channels: 3, height: 30, width: 32, classes: 10)
    let error = try #require(throws: NASError.self) {
      try space.network(for: try space.architecture(at: 1, in: space), task: task)
    }
    #expect(error.message.contains("30×32") && error.hint?.contains("multiples of 4") == true)
  }
}
