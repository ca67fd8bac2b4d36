import NASPlugin
import Tensors
import Training

/// Networks of a few nodes.
enum TinyNetwork {
  /// Convolution, batch norm, ReLU, and what `middle` adds, then a classifier.
  static func make(_ middle: (inout NetworkBuilder, Int) -> Int = { $1 }) -> Network {
    var builder = NetworkBuilder()
    let stem = builder.convNorm(builder.input, .init(channels: 4, kernel: 3))
    let active = builder.add(.relu, [stem], "relu")
    let last = middle(&builder, active)
    _ = builder.classifier(last, classes: TinyData.task.classes)
    return builder.network
  }

  static func module(_ network: Network = make(), seed: UInt64 = 3) throws -> Module {
    try Module(network, task: TinyData.task, random: RandomSource(seed: seed))
  }
}

extension Module {
  /// All weights and statistics, as bits, in order.
  func bits() throws -> [UInt32] { try state.flatMap { try $0.tensor.floats().map(\.bitPattern) } }
}
