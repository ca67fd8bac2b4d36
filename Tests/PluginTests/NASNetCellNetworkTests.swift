import NASPlugin
import Testing

@Suite struct NASNetCellNetworkTests {
  private func megas(_ macs: Int) -> Double { (Double(macs) / 1e4).rounded() / 100 }

  /// O-NN2.
  @Test func buildsNASNetAForCIFAR() throws {
    let (network, cost) = try CellSpaces.cost("nasnet-a", of: "nasnet-cell")
    #expect(cost.params == 3_346_538)
    #expect(megas(cost.macs) == 544.33)
    #expect(runningStatistics(network, cost) == 3_383_786 - 3_346_538)
    let headed = try CellSpaces.cost("nasnet-a", of: "nasnet-cell", besides: [("auxiliary", .real(0.4))])
    #expect(headed.cost.params - cost.params == 1_631_498)
    let small = try CellSpaces.cost("nasnet-a", of: "nasnet-cell", besides: [("cells", .integer(2))])
    #expect(small.cost.params == 1_294_698)
  }

  /// Two running statistics for each channel of a norm.
  private func runningStatistics(_ network: Network, _ cost: NetworkCost) -> Int {
    zip(network.nodes, cost.shapes).reduce(0) { sum, entry in
      if case .batchNorm = entry.0.operation { sum + 2 * entry.1.channels } else { sum }
    }
  }

  /// O-NN3; the heads of O-NN2.
  @Test func buildsNASNetAForImageNet() throws {
    let (network, cost) = try CellSpaces.cost("nasnet-a-mobile", of: "nasnet-cell", CellSpaces.imageNet)
    #expect(cost.params == 5_289_978)
    #expect(runningStatistics(network, cost) == 5_326_716 - 5_289_978)
    #expect(megas(cost.macs) == 563.64)
    let head: [(String, OptionValue)] = [("auxiliary", .real(0.4))]
    let headed = try CellSpaces.cost("nasnet-a-mobile", of: "nasnet-cell", CellSpaces.imageNet, besides: head)
    #expect(headed.cost.params - cost.params == 2_411_240)
    let large = try CellSpaces.cost("nasnet-a-large", of: "nasnet-cell", CellSpaces.imageNet331)
    let largeHeaded = try CellSpaces.cost("nasnet-a-large", of: "nasnet-cell", CellSpaces.imageNet331, besides: head)
    #expect(largeHeaded.cost.params - large.cost.params == 4_567_784)
    // The paper: 88.9M parameters, 23.8B multiply-adds; the first counts running statistics.
    let total = large.cost.params + runningStatistics(large.network, large.cost)
    #expect(abs(Double(total) / 1e6 - 88.9) < 0.06)
    #expect(abs(Double(large.cost.macs) / 1e9 - 23.8) < 0.05)
  }

  /// The endpoints of section 6.8 of the official tests; cells are numbered with those of the stem.
  @Test(arguments: [
    (
      "nasnet-a", LearningTask.cifar10,
      [
        "stem.norm": "96×32×32", "c0": "192×32×32", "c5": "192×32×32", "c6": "256×16×16", "c7": "384×16×16",
        "c12": "384×16×16", "c13": "512×8×8", "c14": "768×8×8", "c19": "768×8×8",
      ]
    ),
    (
      "nasnet-a-mobile", CellSpaces.imageNet,
      [
        "c1": "88×28×28", "c2": "264×28×28", "c5": "264×28×28", "c6": "352×14×14", "c7": "528×14×14",
        "c10": "528×14×14", "c11": "704×7×7", "c12": "1056×7×7", "c15": "1056×7×7",
      ]
    ),
    (
      "nasnet-a-large", CellSpaces.imageNet331,
      [
        "c1": "336×42×42", "c2": "1008×42×42", "c7": "1008×42×42", "c8": "1344×21×21", "c9": "2016×21×21",
        "c14": "2016×21×21", "c15": "2688×11×11", "c16": "4032×11×11", "c21": "4032×11×11",
      ]
    ),
  ])
  func hasTheEndpointsOfTheOfficialTests(name: String, task: LearningTask, expected: [String: String]) throws {
    let (network, cost) = try CellSpaces.cost(name, of: "nasnet-cell", task)
    for (cell, shape) in expected {
      #expect(cost.shape(cell.contains(".") ? cell : cell + ".out", in: network) == shape, "\(cell)")
    }
  }

  /// Published: 3.2M parameters on CIFAR-10 with N=6 F=36, 2.6M with F=32; mobile 5.1M and 555M.
  @Test func buildsAmoebaNets() throws {
    #expect(abs(try millions("amoebanet-a") - 3.2) < 0.05)
    #expect(abs(try millions("amoebanet-a-mobile", CellSpaces.imageNet) - 5.1) < 0.05)
    let mobile = try CellSpaces.cost("amoebanet-a-mobile", of: "nasnet-cell", CellSpaces.imageNet)
    #expect(abs(Double(mobile.cost.macs) / 1e6 - 555) < 0.5)
    #expect(abs(try millions("amoebanet-c-mobile", CellSpaces.imageNet) - 6.4) < 0.05)
    // The used flags of the code: 4F of the normal, 5F of the reduction cell.
    let (network, cost) = try CellSpaces.cost("amoebanet-a", of: "nasnet-cell")
    #expect(cost.shape("c1.out", in: network) == "144×32×32" && cost.shape("c6.out", in: network) == "360×16×16")
  }

  private func millions(_ name: String, _ task: LearningTask = .cifar10) throws -> Double {
    Double(try CellSpaces.cost(name, of: "nasnet-cell", task).cost.params) / 1e6
  }

  /// O-NN6: what is kept at the last step, by the depth of the cell; the recipe's ramp starts from 1.
  @Test func dropsMoreInLaterCells() throws {
    let (network, _) = try CellSpaces.cost("nasnet-a", of: "nasnet-cell", besides: [("drop_path", .real(0.4))])
    for (cell, kept) in [(0, 0.98), (9, 0.8), (19, 0.6)] {
      let drops = network.nodes.compactMap { node -> Double? in
        guard node.id.hasPrefix("c\(cell)."), case .dropPath(let probability) = node.operation else { return nil }
        return 1 - probability
      }
      // Eight of the ten halves of the normal cell are no identity.
      #expect(drops.count == 8 && drops.allSatisfy { abs($0 - kept) < 1e-12 })
    }
    #expect(!network.nodes.contains { $0.id.contains(".id.") && $0.id.hasSuffix("drop") })
  }

  @Test func skipsTheReductionsInput() throws {
    let plain = try CellSpaces.cost("nasnet-a", of: "nasnet-cell")
    let skipping = try CellSpaces.cost(
      "nasnet-a", of: "nasnet-cell", besides: [("skip_reduction_layer_input", .boolean(true))])
    // Cell 7 stands behind the first reduction.
    #expect(source(of: "c7.prev.relu", in: plain.network) == "c5.out")
    #expect(source(of: "c7.prev.relu", in: skipping.network) == "c4.out")
    #expect(source(of: "c6.prev.relu", in: skipping.network) == "c4.out")
    #expect(skipping.cost.params == plain.cost.params)
  }

  private func source(of id: String, in network: Network) -> String? {
    network.nodes.first { $0.id == id }.map { network.nodes[$0.inputs[0]].id }
  }

  @Test func unusedStatesAreFittedWithoutReLU() throws {
    let space = try CellSpaces.space("nasnet-cell", [("blocks", .integer(1)), ("channels", .integer(8))])
    // The second state is unused in both cells.
    let architecture = try space.parse("normal: conv_3x3 0 + skip_connect 0 | reduction: conv_3x3 0 ++ max_pool_5x5 0")
    let network = try space.network(for: architecture, task: .cifar10)
    let cost = try network.cost(for: .cifar10)
    #expect(cost.shape("c1.out", in: network) == "16×32×32")
    // In the first cell the state is the stem, of 24 channels; in the reduction it is too large.
    #expect(network.nodes.contains { $0.id == "c0.out1.conv" } && !network.nodes.contains { $0.id == "c0.out1.relu" })
    #expect(cost.shape("c2.out1.norm", in: network) == "32×16×16" && cost.shape("c2.out", in: network) == "64×16×16")
    #expect(!network.nodes.contains { $0.id == "c2.out1.relu" })
  }

  @Test func auxiliaryHeadStandsBeforeTheSecondReduction() throws {
    let (network, _) = try CellSpaces.cost("nasnet-a", of: "nasnet-cell", besides: [("auxiliary", .real(0.4))])
    #expect(source(of: "auxiliary.relu", in: network) == "c12.out")
    #expect(network.nodes.contains { $0.operation == .auxiliaryOutput(weight: 0.4) })
    let mobile = try CellSpaces.cost("nasnet-a-mobile", of: "nasnet-cell", CellSpaces.imageNet).network
    #expect(mobile.nodes.contains { $0.operation == .dropout(0.5) })
  }

  /// 'One choice, one operation': each of the thirteen can be built at both strides, and costs what it should.
  @Test func knowsThirteenOperations() throws {
    let space = try CellSpaces.space(
      "nasnet-cell", [("blocks", .integer(1)), ("cells", .integer(1)), ("channels", .integer(8))])
    let operations = space.decisions[2].options
    let expected = [
      "skip_connect": 0, "conv_3x1_1x3": 6 * 64 + 16, "conv_7x1_1x7": 14 * 64 + 16, "dil_conv_3x3": 72 + 64 + 16,
      "avg_pool_3x3": 0, "max_pool_3x3": 0, "max_pool_5x5": 0, "max_pool_7x7": 0, "conv_1x1": 64 + 16,
      "conv_3x3": 9 * 64 + 16, "sep_conv_3x3": 2 * (72 + 64 + 16), "sep_conv_5x5": 2 * (200 + 64 + 16),
      "sep_conv_7x7": 2 * (392 + 64 + 16),
    ]
    #expect(Set(operations) == Set(expected.keys) && operations.count == 13)
    for operation in operations {
      let text = "normal: \(operation) 0 + \(operation) 1 | reduction: \(operation) 0 + \(operation) 1"
      let network = try space.network(for: space.parse(text), task: .cifar10)
      let cost = try network.cost(for: .cifar10)
      #expect(cost.params(of: "c0.b0.l.", in: network) == expected[operation], "\(operation)")
      #expect(cost.shape("c1.b0.out", in: network) == "16×16×16", "\(operation)")
    }
  }
}
