import NASPlugin
import NASPluginTesting
import Testing

@Suite struct DARTSCellNetworkTests {
  private let head: InProcessPlugin.Values = [("auxiliary", .real(0.4))]

  /// O-DA4.
  @Test func buildsDARTSForCIFAR() throws {
    let (network, cost) = try CellSpaces.cost("darts-v2", of: "darts-cell")
    #expect(cost.params == 3_349_342)
    #expect((Double(cost.macs) / 1e4).rounded() / 100 == 528.36)
    #expect(try CellSpaces.cost("darts-v2", of: "darts-cell", besides: head).cost.params == 3_825_768)
    let small: InProcessPlugin.Values = [("channels", .integer(16)), ("layers", .integer(8))]
    #expect(try CellSpaces.cost("darts-v2", of: "darts-cell", besides: small).cost.params == 246_106)
    for (cell, shape) in ["c5": "144×32×32", "c6": "288×16×16", "c12": "288×16×16", "c13": "576×8×8"] {
      #expect(cost.shape(cell + ".out", in: network) == shape)
    }
    #expect(cost.shape("stem.norm", in: network) == "108×32×32")
  }

  /// O-DA6.
  @Test func buildsDARTSForImageNet() throws {
    let (network, cost) = try CellSpaces.cost("darts-v2-imagenet", of: "darts-cell", CellSpaces.imageNet)
    #expect(cost.params == 4_718_752)
    #expect((Double(cost.macs) / 1e5).rounded() / 10 == 529.9)
    let headed = try CellSpaces.cost("darts-v2-imagenet", of: "darts-cell", CellSpaces.imageNet, besides: head)
    #expect(headed.cost.params == 5_979_528)
    let narrow: InProcessPlugin.Values = [("channels", .integer(46))]
    let cost46 = try CellSpaces.cost("darts-v2-imagenet", of: "darts-cell", CellSpaces.imageNet, besides: narrow).cost
    #expect(cost46.params == 4_371_253)
    #expect(
      cost.shape("stem0.b.norm", in: network) == "48×56×56" && cost.shape("stem1.norm", in: network) == "48×28×28")
  }

  /// Published: 5.7M / 629M, with C=46 5.3M / 581M; 5.5M / 597M.
  @Test func buildsTheArchitecturesOfRLNAS() throws {
    for (name, channels, params, macs) in [
      ("rlnas-cifar", 48, 5.7, 629.0), ("rlnas-cifar", 46, 5.3, 581), ("rlnas-imagenet", 48, 5.5, 597),
    ] {
      let options: InProcessPlugin.Values = [("channels", .integer(channels))]
      let cost = try CellSpaces.cost(name, of: "darts-cell", CellSpaces.imageNet, besides: options).cost
      #expect(abs(Double(cost.params) / 1e6 - params) < 0.06, "\(name) \(cost.params)")
      #expect(abs(Double(cost.macs) / 1e6 - macs) < 2, "\(name) \(cost.macs)")
    }
  }

  /// O-DA2: parameters of the operations at C channels with affine norms.
  @Test func operationsHaveTheParametersOfTheCode() throws {
    let space = try CellSpaces.space("darts-cell", [("channels", .integer(12)), ("layers", .integer(3))])
    let c = 12
    let separable = { (kernel: Int) in 2 * (kernel * kernel * c + c * c + 2 * c) }
    let dilated = { (kernel: Int) in kernel * kernel * c + c * c + 2 * c }
    let reduction = 24 * 24 + 2 * 24
    for (operation, params) in [
      ("max_pool_3x3", 0), ("avg_pool_3x3", 0), ("skip_connect", 0), ("sep_conv_3x3", separable(3)),
      ("sep_conv_5x5", separable(5)), ("dil_conv_3x3", dilated(3)), ("dil_conv_5x5", dilated(5)),
    ] {
      let cell = (0..<4).map { _ in "\(operation) 0, \(operation) 1" }.joined(separator: ", ")
      let network = try space.network(for: space.parse("normal: \(cell) | reduce: \(cell)"), task: .cifar10)
      let cost = try network.cost(for: .cifar10)
      #expect(cost.params(of: "c0.e02.", in: network) == params, "\(operation)")
      guard operation == "skip_connect" else { continue }
      // Cell 1 is a reduction cell, where a skip of an input is a factorized reduction.
      #expect(cost.params(of: "c1.e02.", in: network) == reduction)
    }
  }

  @Test func onlyInputsOfReductionCellsAreHalved() throws {
    let space = try CellSpaces.space("darts-cell", [("layers", .integer(3)), ("drop_path", .real(0.2))])
    let text = """
      dil_conv_3x3 0, skip_connect 1, skip_connect 0, sep_conv_3x3 2, skip_connect 0, skip_connect 2, \
      skip_connect 0, skip_connect 4
      """
    let network = try space.network(for: space.parse("normal: \(text) | reduce: \(text)"), task: .cifar10)
    let shapes = try network.cost(for: .cifar10)
    #expect(shapes.shape("c0.n5", in: network) == "16×32×32" && shapes.shape("c1.n5", in: network) == "32×16×16")
    #expect(shapes.shape("c1.e23.s3.2.norm", in: network) == "32×16×16")
    // Drop path falls on every operation but the identity, whose strided form has it.
    let dropped = Set(network.nodes.filter { $0.operation == .dropPath(0.2) }.map(\.id))
    #expect(dropped.contains("c0.e02.d3.drop") && dropped.contains("c1.e12.id.drop"))
    #expect(!dropped.contains("c0.e12.id.drop") && !dropped.contains("c1.e24.id.drop"))
  }

  @Test func headStandsBehindTheSecondReduction() throws {
    let network = try CellSpaces.cost("darts-v2", of: "darts-cell", besides: head).network
    let relu = try #require(network.nodes.first { $0.id == "auxiliary.relu" })
    #expect(network.nodes[relu.inputs[0]].id == "c13.out")
    // The classifier reads the last cell as it is.
    #expect(network.nodes[network.nodes[network.nodes.count - 2].inputs[0]].id == "c19.out")
  }
}
