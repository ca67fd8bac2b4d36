import NASPlugin
import Tensors
import Training

/// Seeded numbers as a tensor, channels innermost in memory.
func noise(_ shape: [Int], seed: UInt64 = 5) throws -> Tensor {
  var random = RandomStream(seed: seed)
  let tensor = try Tensor((0..<shape.reduce(1, *)).map { _ in Float(random.uniform() * 2 - 1) }, shape: shape)
  return shape.count == 4 ? try tensor.channelsLast() : tensor
}

extension Module {
  /// The gradients of the loss of `logits` against labels 0, 1, 2, 0 …, by name; nil where there is none.
  func gradients(_ logits: Tensor) throws -> [String: [Float]] {
    let count = try logits.shape[0]
    let labels = try (0..<count).map { Int64($0 % task.classes) }.withUnsafeBytes {
      try Tensor(.int64, shape: [count], data: $0.baseAddress)
    }
    for parameter in parameters { parameter.tensor.clearGradient() }
    try logits.converted(to: .float).crossEntropy(labels).backward()
    var found: [String: [Float]] = [:]
    for parameter in parameters { found[parameter.name] = try parameter.tensor.gradient()?.floats() }
    return found
  }

  /// Statistics by name.
  func statisticValues() throws -> [String: [Float]] {
    Dictionary(uniqueKeysWithValues: try statistics.map { ($0.name, try $0.tensor.floats()) })
  }
}

/// Whether all numbers agree to a share of the largest.
func isClose(_ left: [Float], _ right: [Float], _ tolerance: Float = 1e-5) -> Bool {
  let scale = right.reduce(1e-3) { max($0, abs($1)) }
  return left.count == right.count && zip(left, right).allSatisfy { abs($0 - $1) <= tolerance * scale }
}
