import NASPlugin
import Tensors
import Testing
import Training

struct ModuleRecalibrationTests {
  private let network: Network
  private let supernet: Module

  init() throws {
    var builder = NetworkBuilder()
    let stem = builder.scoped("stem") { $0.convNorm(0, .init(channels: 4, kernel: 3)) }
    let first = builder.scoped("a") { $0.reluConvNorm(stem, .init(channels: 4, kernel: 3), affine: false) }
    let second = builder.scoped("b") { $0.reluConvNorm(stem, .init(channels: 4, kernel: 1)) }
    let alternatives: [Operation.Alternative] = [.init(.weighted, nodes: 3..<6), .init(.weighted, nodes: 6..<9)]
    let choice = builder.add(.choice(.init(decision: 0, alternatives: alternatives)), [first, second], "choice")
    _ = builder.classifier(choice, classes: 3)
    network = builder.network
    supernet = try Module(network, task: RandomNetwork.task, random: RandomSource(seed: 2))
  }

  private func batch(_ number: Int) throws -> Tensor { try noise([3, 4, 6, 5], seed: UInt64(number + 10)) }

  /// The mean and the unbiased variance of each channel.
  private func statistics(_ values: Tensor) throws -> (mean: [Double], variance: [Double]) {
    let (shape, numbers) = (try values.shape, try values.floats())
    let (channels, area) = (shape[1], shape[2] * shape[3])
    var result: (mean: [Double], variance: [Double]) = ([], [])
    for channel in 0..<channels {
      var own: [Double] = []
      for image in 0..<shape[0] {
        let start = (image * channels + channel) * area
        own += numbers[start..<start + area].map { Double($0) }
      }
      let mean = own.reduce(0, +) / Double(own.count)
      result.mean.append(mean)
      let squares = own.map { ($0 - mean) * ($0 - mean) }
      result.variance.append(squares.reduce(0, +) / Double(own.count - 1))
    }
    return result
  }

  @Test func givesTheMeanOfTheBatches() throws {
    // Whatever the statistics were, numbers that are none included, they play no part.
    for part in supernet.statistics where part.name.hasPrefix("a.") {
      try Torch().withoutGradient { try part.tensor.copy(from: Tensor([.nan, 1, 2, .infinity], shape: [4])) }
    }
    let weights = try supernet.parameters.map { try $0.tensor.floats() }
    try supernet.recalibrate(.single([0]), count: 3) { try batch($0) }
    let plain = try Module(RandomNetwork.path(network, [0]), task: RandomNetwork.task, random: RandomSource(seed: 2))
    for (node, id) in [(1, "stem.norm"), (4, "a.norm")] {
      let batches = try (0..<3).map { try statistics(ReferencePass(plain).values(batch($0), training: true)[node]) }
      let found = try supernet.statisticValues()
      for channel in 0..<4 {
        let mean = batches.reduce(0) { $0 + $1.mean[channel] } / 3
        let variance = batches.reduce(0) { $0 + $1.variance[channel] } / 3
        #expect(abs(Double(found[id + ".running_mean"]![channel]) - mean) < 1e-5)
        #expect(abs(Double(found[id + ".running_var"]![channel]) - variance) < 1e-5 * max(1, variance))
      }
    }
    #expect(try supernet.parameters.map { try $0.tensor.floats() } == weights)
  }

  @Test func leavesOtherPathsAlone() throws {
    let before = try supernet.statisticValues()
    try supernet.recalibrate(.single([0]), count: 2) { try batch($0) }
    let after = try supernet.statisticValues()
    for name in ["b.norm.running_mean", "b.norm.running_var"] { #expect(before[name] == after[name]) }
    for name in ["a.norm.running_mean", "stem.norm.running_var"] { #expect(before[name] != after[name]) }
    #expect(try supernet.parameters.allSatisfy { try $0.tensor.gradient() == nil })
  }

  @Test func refusesNoBatches() throws {
    expectRefusal("0 batches") { try supernet.recalibrate(.single([0]), count: 0) { try batch($0) } }
  }
}
