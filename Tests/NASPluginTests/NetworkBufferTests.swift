import Foundation
import NASPlugin
import NASPluginTesting
import Testing

@Suite struct NetworkBufferTests {
  /// Every operation there is, each with attributes that are all different.
  private static let operations: [NASPlugin.Operation] = [
    .conv2d(convolution()), .linear(features: 7, bias: true), .linear(features: 8, bias: false),
    .batchNorm(affine: true), .batchNorm(affine: false), .relu, .relu6, .hardSwish, .sigmoid, .tanh,
    .maxPool(
      .init(
        kernel: Extent(height: 1, width: 2), stride: Extent(height: 3, width: 4), padding: Extent(height: 5, width: 6))),
    .avgPool(.init(kernel: 3, stride: 2, padding: 1), countPadding: true),
    .avgPool(.init(kernel: 2), countPadding: false),
    .globalAvgPool, .add, .multiply, .concat, .slice(start: 3, count: 5), .padChannels(9), .truncateChannels(2),
    .pad(.init(top: -1, left: 2, bottom: 3, right: -4)), .resizeNearest(height: 4, width: 6),
    .channelShuffle(groups: 3), .identity, .zero(stride: 2), .dropout(0.25),
    .dropPath(0.125), .auxiliaryOutput(weight: 0.4),
    .choice(
      .init(
        decision: 3,
        alternatives: [
          .init(.weighted, nodes: 1..<4), .init(.none, nodes: 4..<4), .init(.skip, nodes: 4..<5),
          .init(.pool, nodes: 5..<6),
        ])),
  ]

  private static func convolution() -> NASPlugin.Operation.Convolution {
    var convolution = NASPlugin.Operation.Convolution(
      channels: 12, kernel: Extent(height: 3, width: 5), stride: Extent(height: 1, width: 2),
      padding: Extent(height: 0, width: 4), dilation: Extent(height: 6, width: 7))
    (convolution.groups, convolution.bias) = (2, true)
    return convolution
  }

  private static func everything() -> Network {
    var network = Network()
    network.nodes.append(.init(id: "input", .input, inputs: []))
    for (index, operation) in operations.enumerated() {
      network.nodes.append(
        .init(id: "ö\(index).a rather long name of a node", operation, inputs: index == 0 ? [0] : [0, index]))
    }
    network.cells = [
      .init(
        name: "cell", inputs: [0, 1], outputs: [4],
        edges: [.init(from: 0, to: 2, choice: 5), .init(from: 1, to: 3, choice: 6)])
    ]
    network.recipeOverrides = ["learning_rate": 0.03, "epochs": 7]
    return network
  }

  @Test func everyOperationComesBack() throws {
    let network = Self.everything()
    #expect(try Network(decoding: network.encoded()) == network)
  }

  @Test func theEmptyNetworkComesBack() throws {
    #expect(try Network(decoding: Network().encoded()) == Network())
  }

  @Test func equalNetworksHaveEqualBytes() {
    #expect(Self.everything().encoded() == Self.everything().encoded())
  }

  /// What a plugin of a later minor version appends to records is skipped.
  @Test func longerRecordsAreUnderstood() throws {
    let network = try ToySpace(bits: 4).network(for: Architecture([1, 1, 0, 1]), task: .cifar10)
    var bytes = network.encoded()
    let count = network.nodes.count
    bytes.replaceSubrange(8..<12, with: [40, 0, 0, 0])
    for node in (0..<count).reversed() { bytes.insert(contentsOf: [9, 9, 9, 9, 9, 9, 9, 9], at: 48 + 32 * (node + 1)) }
    #expect(try Network(decoding: bytes) == network)
  }

  @Test func truncatedBuffersAreRefused() {
    let bytes = Self.everything().encoded()
    for length in 0..<bytes.count {
      #expect(throws: NASError.self, "\(length) bytes") { try Network(decoding: Array(bytes.prefix(length))) }
    }
    #expect(throws: NASError.self) { try Network(decoding: bytes + [0]) }
  }

  /// Whatever the bytes are, reading them gives a network or an error, and so does counting what was read.
  @Test func damagedBuffersNeverEndTheProcess() throws {
    let rounds = ProcessInfo.processInfo.environment["NAS_TEST_ALL"] == "1" ? 100_000 : 2_000
    let whole = [
      Self.everything(), try ToySpace(bits: 8).network(for: Architecture([1, 1, 1, 0, 1, 0, 1, 1]), task: .cifar10),
    ]
    var random = RandomStream(seed: 12)
    var refused = 0
    for round in 0..<rounds {
      var bytes = whole[round % 2].encoded()
      for _ in 0...random.index(below: 4) {
        bytes[random.index(below: bytes.count)] = UInt8(truncatingIfNeeded: random.next())
      }
      if random.chance(0.2) { bytes.removeLast(random.index(below: bytes.count)) }
      do {
        let read = try Network(decoding: bytes)
        _ = try? read.cost(for: .cifar10)
        #expect(try Network(decoding: read.encoded()).nodes.count == read.nodes.count)
      } catch is NASError { refused += 1 }
    }
    #expect(refused > rounds / 4 && refused < rounds)
  }

  @Test func refusesWhatNoNetworkIs() {
    for id in ["forward", "itself"] {
      var network = Self.everything()
      network.nodes[3].inputs = [id == "itself" ? 3 : 5]
      let error = #expect(throws: NASError.self) { try Network(decoding: network.encoded()) }
      #expect(error?.message.contains("does not come before it") == true)
    }
    var network = Self.everything()
    network.recipeOverrides["epochs"] = .nan
    #expect(throws: NASError.self) { try Network(decoding: network.encoded()) }
  }
}
