import NASPlugin
import Testing

@Suite struct ConvChainNetworkTests {
  /// The nodes that a node reads, by id.
  private func inputs(of id: String, _ network: Network) throws -> [String] {
    try #require(network.nodes.first { $0.id == id }).inputs.map { network.nodes[$0].id }
  }

  private func shape(of id: String, _ network: Network, _ task: LearningTask = .cifar10) throws -> String {
    let index = try #require(network.nodes.firstIndex { $0.id == id })
    return try network.cost(for: task).shapes[index].description
  }

  /// O-RL4: with no skip connection every layer reads the image, and all layers are concatenated for the classifier.
  @Test func withoutAnchorsEveryLayerReadsTheImage() throws {
    let space = try BuiltPlugins.convChain(layers: 5)
    let text = "3x5:24|7x1:36|1x1:48|5x5:64|3x3:24"
    let network = try space.network(for: space.parse(text), task: .cifar10)
    for layer in 1...5 { #expect(try inputs(of: "l\(layer).conv", network) == ["input"]) }
    #expect(try inputs(of: "end.join", network) == (1...5).map { "l\($0).relu" })
    #expect(try shape(of: "end.join", network) == "196×32×32")
    #expect(!network.nodes.contains { if case .pad = $0.operation { true } else { false } })
  }

  /// The plain rules: several inputs side by side, whatever nobody reads to the classifier.
  @Test func concatenatesAnchors() throws {
    let space = try BuiltPlugins.convChain(layers: 4)
    let network = try space.network(for: space.parse("3x3:24|3x3:36<1|3x3:48<1,2|1x7:64<1"), task: .cifar10)
    #expect(try inputs(of: "l2.conv", network) == ["l1.relu"])
    #expect(try inputs(of: "l3.join", network) == ["l1.relu", "l2.relu"])
    #expect(try inputs(of: "l4.conv", network) == ["l1.relu"])
    #expect(try inputs(of: "end.join", network) == ["l3.relu", "l4.relu"])
    let cost = try network.cost(for: .cifar10)
    let convolutions = 27 * 24 + 9 * 24 * 36 + 9 * 60 * 48 + 7 * 24 * 64
    #expect(cost.params == convolutions + 2 * (24 + 36 + 48 + 64) + 112 * 10 + 10)
    #expect(cost.macs == convolutions * 1_024 + 112 * 10)
  }

  /// Rule 3: smaller inputs are padded with zeros.
  @Test func padsSmallerInputs() throws {
    let space = try BuiltPlugins.convChain(layers: 3, strides: true)
    let text = "3x3/2x3:24|5x1/1x1:36|3x3/1x2:48<1,2"
    let network = try space.network(for: space.parse(text), task: .cifar10)
    #expect(try shape(of: "l1.relu", network) == "24×16×11")
    #expect(try inputs(of: "l3.join", network) == ["l3.pad1", "l2.relu"])
    let pad = try #require(network.nodes.first { $0.id == "l3.pad1" })
    #expect(pad.operation == .pad(Operation.Margins(top: 8, left: 10, bottom: 8, right: 11)))
    #expect(try shape(of: "l3.join", network) == "60×32×32")
    #expect(try shape(of: "l3.relu", network) == "48×32×16")
  }

  @Test func poolsWhereTheSettingSaysSo() throws {
    let space = try BuiltPlugins.convChain(layers: 39, poolAfter: ["13", "24"], extraFilters: 40)
    let plain = (1...39).map { $0 == 1 ? "3x3:24" : "3x3:24<\($0 - 1)" }.joined(separator: "|")
    let network = try space.network(for: space.parse(plain), task: .cifar10)
    #expect(try shape(of: "l13.relu", network) == "64×32×32" && shape(of: "l13.pool", network) == "64×16×16")
    #expect(try inputs(of: "l14.conv", network) == ["l13.pool"])
    #expect(try shape(of: "l39.relu", network) == "64×8×8")
    #expect(try network.cost(for: .cifar10).params == 27 * 64 + 38 * 9 * 64 * 64 + 39 * 128 + 650)
  }

  @Test func withoutSkipsEachLayerReadsTheOneBefore() throws {
    let space = try BuiltPlugins.convChain(layers: 3, skips: false)
    let network = try space.network(for: space.parse("3x3:24|3x3:24|3x3:24"), task: .cifar10)
    #expect(try inputs(of: "l3.conv", network) == ["l2.relu"])
    #expect(try inputs(of: "pool", network) == ["l3.relu"])
  }

  /// A mutation leaves the ids of all other layers alone, so their weights can be inherited.
  @Test func idsDoNotDependOnOtherLayers() throws {
    let space = try BuiltPlugins.convChain(layers: 4)
    let parent = try space.network(for: space.parse("3x3:24|3x3:36<1|3x3:48<2|3x3:64<3"), task: .cifar10)
    let child = try space.network(for: space.parse("3x3:24|5x3:36<1|3x3:48<2|3x3:64<3"), task: .cifar10)
    #expect(parent.nodes.map(\.id) == child.nodes.map(\.id))
    #expect(zip(parent.nodes, child.nodes).filter { $0 != $1 }.map(\.0.id) == ["l2.conv"])
  }

  @Test func thousandsOfRandomChainsBuild() throws {
    var random = RandomStream(seed: 8)
    for strides in [false, true] {
      let space = try BuiltPlugins.convChain(layers: 8, strides: strides, poolAfter: ["3", "8"])
      for _ in 0..<1_000 {
        let cost = try space.network(for: space.sample(&random), task: .cifar10).cost(for: .cifar10)
        #expect(cost.shapes.last == FeatureShape(channels: 10, height: 1, width: 1))
      }
    }
  }
}
