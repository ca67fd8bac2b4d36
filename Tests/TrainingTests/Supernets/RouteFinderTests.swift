import NASPlugin
import Tensors
import Testing
import Training

/// Routes fold, share, leave out and write over; none of that may show.
struct RouteFinderTests {
  private func module(_ network: Network) throws -> Module {
    try Module(network, task: RandomNetwork.task, random: RandomSource(seed: 2))
  }

  @Test(arguments: Array(0..<60) as [UInt64])
  func givesWhatTheDefinitionsGive(seed: UInt64) throws {
    let network = RandomNetwork.make(seed: seed)
    let (routed, plain) = (try module(network), try module(network))
    let images = try noise([3, 4, 6, 5], seed: seed)
    for training in [true, false] {
      let logits = try routed.forward(images, training: training).logits
      let expected = try ReferencePass(plain).logits(images, training: training)
      #expect(try logits.floats() == expected.floats())
      let (found, wanted) = (try routed.gradients(logits), try plain.gradients(expected))
      for (name, gradient) in wanted {
        // A node that only feeds zeros has the gradient zero there, and none here.
        #expect(isClose(found[name] ?? gradient.map { _ in 0 }, gradient, 2e-4), "\(name)")
      }
      #expect(Set(found.keys).isSubset(of: wanted.keys))
    }
  }

  @Test(arguments: Array(100..<120) as [UInt64])
  func givesWhatTheDefinitionsGiveInBF16(seed: UInt64) throws {
    let network = RandomNetwork.make(seed: seed)
    let (routed, plain) = (try module(network), try module(network))
    let images = try noise([3, 4, 6, 5], seed: seed)
    try routed.inBF16 {
      let logits = try routed.forward(images, training: true).logits
      let expected = try ReferencePass(plain).logits(images, training: true)
      // Average pooling rounds in other places than libtorch's; all else gives the same bits.
      let tolerance: Float = network.nodes.contains { $0.operation.isAvgPool } ? 0.05 : 0
      #expect(try isClose(logits.floats(), expected.floats(), tolerance))
      #expect(try routed.gradients(logits).values.allSatisfy { $0.allSatisfy(\.isFinite) })
    }
  }

  @Test func joinsZerosOfTheSameType() throws {
    // Zeros in fp32 would make all that follows fp32.
    var builder = NetworkBuilder()
    let short = builder.add(.conv2d(.init(channels: 3, kernel: 3)), [0], "short")
    let joined = builder.add(.concat, [builder.add(.zero(stride: 1), [short], "zeros"), short], "joined")
    builder.add(.slice(start: 2, count: 3), [builder.add(.globalAvgPool, [joined], "mean")], "logits")
    let module = try module(builder.network)
    try module.inBF16 {
      let images = try noise([3, 4, 6, 5])
      let (found, expected) = (
        try module.forward(images, training: true).logits, try ReferencePass(module).logits(images, training: true)
      )
      #expect(try found.scalarType == .bfloat16)
      #expect(try found.floats() == expected.floats())
    }
  }

  @Test func runsNothingThatNobodyNeeds() throws {
    var builder = NetworkBuilder()
    let lost = builder.scoped("lost") { $0.convNorm(0, .init(channels: 4, kernel: 3)) }
    let zeros = builder.add(.zero(stride: 1), [lost], "zeros")
    let kept = builder.scoped("kept") { $0.convNorm(0, .init(channels: 4, kernel: 3)) }
    let still = builder.add(.maxPool(.init(kernel: 3, padding: 1)), [zeros], "still")
    _ = builder.classifier(builder.add(.add, [zeros, kept, still], "sum"), classes: 3)
    let module = try module(builder.network)
    let before = try module.statisticValues()
    let found = try module.gradients(module.forward(noise([2, 4, 6, 5]), training: true).logits)
    #expect(
      Set(found.keys) == ["kept.conv.weight", "kept.norm.weight", "kept.norm.bias", "linear.weight", "linear.bias"])
    let after = try module.statisticValues()
    #expect(before["lost.norm.running_mean"] == after["lost.norm.running_mean"])
    #expect(before["kept.norm.running_mean"] != after["kept.norm.running_mean"])
  }

  @Test func runsAuxiliaryHeadsInTrainingAlone() throws {
    var builder = NetworkBuilder()
    let head = builder.scoped("head") { $0.classifier($0.convNorm(0, .init(channels: 2, kernel: 3)), classes: 3) }
    builder.add(.auxiliaryOutput(weight: 0.4), [head], "auxiliary")
    _ = builder.classifier(0, classes: 3)
    let module = try module(builder.network)
    let before = try module.statisticValues()
    #expect(try module.forward(noise([2, 4, 6, 5]), training: false).auxiliary.isEmpty)
    #expect(try module.statisticValues() == before)
    let trained = try module.forward(noise([2, 4, 6, 5]), training: true).auxiliary
    #expect(trained.map(\.weight) == [0.4])
    #expect(try module.statisticValues() != before)
  }

  @Test func computesWhatIsZeroEverywhere() throws {
    var builder = NetworkBuilder()
    let zeros = builder.add(.zero(stride: 2), [0], "zeros")
    let sum = builder.add(.add, [zeros, builder.add(.relu, [zeros], "relu")], "sum")
    let joined = builder.add(.concat, [sum, zeros], "joined")
    _ = builder.classifier(joined, classes: 3)
    let module = try module(builder.network)
    let bias = try #require(module.parameters.first { $0.name == "linear.bias" }).tensor.floats()
    #expect(try module.forward(noise([2, 4, 6, 5]), training: true).logits.floats() == bias + bias)
  }
}

extension Operation {
  fileprivate var isAvgPool: Bool { if case .avgPool = self { true } else { false } }
}

extension Module {
  /// Runs the body with convolutions and products in bf16.
  func inBF16(_ body: () throws -> Void) throws { try Torch().withBF16(true, body) }
}
