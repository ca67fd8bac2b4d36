package import NASPlugin
package import Tensors

extension Module {
  /// What a forward pass gives.
  package struct Output {
    /// N×classes.
    package var logits: Tensor
    /// The logits of auxiliary heads, with the weight of each one's loss; none outside training.
    package var auxiliary: [(logits: Tensor, weight: Double)]
  }

  /// Computes the logits of N×C×H×W images.
  package func forward(_ images: Tensor, training: Bool, random: RandomStream = RandomStream(seed: 0)) throws -> Output
  {
    var mode = ForwardMode(isTraining: training, random: random)
    var values = [Tensor?](repeating: nil, count: layers.count)
    var auxiliary: [(logits: Tensor, weight: Double)] = []
    for (index, layer) in layers.enumerated() {
      if case .input = layer.operation {
        values[index] = images
        continue
      }
      let inputs = try layer.inputs.map { input in
        guard let value = values[input] else { throw NASError(.internal, "node \(input) was released too early") }
        return value
      }
      // A value that nobody reads any more is let go at once: the graph of gradients keeps what it needs.
      for input in lastReads[index] { values[input] = nil }
      if case .auxiliaryOutput(let weight) = layer.operation {
        if training, let logits = inputs.first { auxiliary.append((try logits.flattened(), weight)) }
        values[index] = inputs.first
        continue
      }
      values[index] = try layer.forward(inputs, &mode)
    }
    guard let logits = values.last.flatMap({ $0 }) else { throw NASError(.internal, "the network computed nothing") }
    return Output(logits: try logits.flattened(), auxiliary: auxiliary)
  }
}
