package import NASPlugin

/// The operators that the trainer uses, with the defaults of their schemas.
private enum Operators {
  static let conv2d = Operator("aten::conv2d")
  static let linear = Operator("aten::linear")
  static let batchNorm = Operator("aten::batch_norm")
  static let relu = Operator("aten::relu")
  static let relu6 = Operator("aten::relu6")
  static let hardSwish = Operator("aten::hardswish")
  static let sigmoid = Operator("aten::sigmoid")
  static let tanh = Operator("aten::tanh")
  static let maxPool = Operator("aten::max_pool2d")
  static let avgPool = Operator("aten::avg_pool2d")
  static let adaptivePool = Operator("aten::adaptive_avg_pool2d")
  static let add = Operator("aten::add.Tensor")
  static let multiply = Operator("aten::mul.Tensor")
  static let scale = Operator("aten::mul.Scalar")
  static let cat = Operator("aten::cat")
  static let narrow = Operator("aten::narrow")
  static let pad = Operator("aten::constant_pad_nd")
  static let upsample = Operator("aten::upsample_nearest2d")
  static let channelShuffle = Operator("aten::channel_shuffle")
  static let zerosLike = Operator("aten::zeros_like")
  static let flatten = Operator("aten::flatten.using_ints")
  static let view = Operator("aten::view")
  static let crossEntropy = Operator("aten::cross_entropy_loss")
  static let gather = Operator("aten::gather")
  static let unsqueeze = Operator("aten::unsqueeze")
  static let greater = Operator("aten::gt.Tensor")
  static let lessThan = Operator("aten::lt.Scalar")
  static let sumAlong = Operator("aten::sum.dim_IntList")
  static let move = Operator("aten::to.dtype_layout")
  static let argmax = Operator("aten::argmax")
  static let equal = Operator("aten::eq.Tensor")
  static let sum = Operator("aten::sum")
  static let convert = Operator("aten::to.dtype")
  static let contiguous = Operator("aten::contiguous")
  static let copy = Operator("aten::copy_")
  static let norm = Operator("aten::linalg_vector_norm")
  static let scaleInPlace = Operator("aten::mul_.Scalar")
  static let stack = Operator("aten::stack")
  static let permute = Operator("aten::permute")
  static let slice = Operator("aten::slice.Tensor")
}

extension Tensor {
  package func conv2d(_ weight: Tensor, bias: Tensor?, stride: Extent, padding: Extent, dilation: Extent, groups: Int)
    throws -> Tensor
  {
    try Operators.conv2d(
      .tensor(self), .tensor(weight), .optional(bias), .integers(stride.list), .integers(padding.list),
      .integers(dilation.list), .integer(groups))
  }

  package func linear(_ weight: Tensor, bias: Tensor?) throws -> Tensor {
    try Operators.linear(.tensor(self), .tensor(weight), .optional(bias))
  }

  package func batchNorm(
    _ weight: Tensor?, _ bias: Tensor?, mean: Tensor, variance: Tensor, training: Bool, momentum: Double,
    epsilon: Double
  ) throws -> Tensor {
    try Operators.batchNorm(
      .tensor(self), .optional(weight), .optional(bias), .tensor(mean), .tensor(variance), .boolean(training),
      .real(momentum), .real(epsilon), .boolean(false))
  }

  package func relu() throws -> Tensor { try Operators.relu(.tensor(self)) }
  package func relu6() throws -> Tensor { try Operators.relu6(.tensor(self)) }
  package func hardSwish() throws -> Tensor { try Operators.hardSwish(.tensor(self)) }
  package func sigmoid() throws -> Tensor { try Operators.sigmoid(.tensor(self)) }
  package func tanh() throws -> Tensor { try Operators.tanh(.tensor(self)) }

  package func maxPool(_ kernel: Extent, stride: Extent, padding: Extent) throws -> Tensor {
    try Operators.maxPool(.tensor(self), .integers(kernel.list), .integers(stride.list), .integers(padding.list))
  }

  package func avgPool(_ kernel: Extent, stride: Extent, padding: Extent, countPadding: Bool) throws -> Tensor {
    try Operators.avgPool(
      .tensor(self), .integers(kernel.list), .integers(stride.list), .integers(padding.list), .boolean(false),
      .boolean(countPadding))
  }

  package func globalAvgPool() throws -> Tensor { try Operators.adaptivePool(.tensor(self), .integers([1, 1])) }
  package func adding(_ other: Tensor) throws -> Tensor { try Operators.add(.tensor(self), .tensor(other)) }
  package func multiplied(by other: Tensor) throws -> Tensor { try Operators.multiply(.tensor(self), .tensor(other)) }
  package func scaled(by factor: Double) throws -> Tensor { try Operators.scale(.tensor(self), .real(factor)) }

  package static func concatenated(_ tensors: [Tensor], along dimension: Int) throws -> Tensor {
    try Operators.cat(.tensors(tensors), .integer(dimension))
  }

  package static func stacked(_ tensors: [Tensor]) throws -> Tensor { try Operators.stack(.tensors(tensors)) }

  package func narrowed(_ dimension: Int, start: Int, count: Int) throws -> Tensor {
    try Operators.narrow(.tensor(self), .integer(dimension), .integer(start), .integer(count))
  }

  /// Zero channels after the last.
  package func padded(channels: Int) throws -> Tensor {
    try Operators.pad(.tensor(self), .integers([0, 0, 0, 0, 0, channels]))
  }

  /// Rows and columns of zeros at the edges, or taken away where a margin is negative.
  package func padded(_ margins: Operation.Margins) throws -> Tensor {
    try Operators.pad(.tensor(self), .integers([margins.left, margins.right, margins.top, margins.bottom]))
  }

  package func resizedNearest(height: Int, width: Int) throws -> Tensor {
    try Operators.upsample(.tensor(self), .integers([height, width]))
  }

  package func channelShuffled(groups: Int) throws -> Tensor {
    try Operators.channelShuffle(.tensor(self), .integer(groups))
  }
  package func zerosLike() throws -> Tensor { try Operators.zerosLike(.tensor(self)) }
  package func flattened(from dimension: Int = 1) throws -> Tensor {
    try Operators.flatten(.tensor(self), .integer(dimension))
  }

  /// N×C as N×C×1×1, so that it broadcasts over images.
  package func asPixel(channels: Int) throws -> Tensor {
    try Operators.view(.tensor(self), .integers([-1, channels, 1, 1]))
  }

  /// The mean cross-entropy of logits against class indices, or its sum.
  ///
  /// `smoothing` is the share of the target that is spread over all classes.
  package func crossEntropy(_ labels: Tensor, sum: Bool = false, smoothing: Double = 0) throws -> Tensor {
    try Operators.crossEntropy(
      .tensor(self), .tensor(labels), .none, .integer(sum ? 2 : 1), .integer(-100), .real(smoothing))
  }

  /// How many rows have their largest logit at the label.
  package func correctCount(_ labels: Tensor) throws -> Tensor {
    try Operators.sum(
      .tensor(try Operators.equal(.tensor(try Operators.argmax(.tensor(self), .integer(1))), .tensor(labels))))
  }

  /// How many rows have fewer than `count` logits above the label's.
  package func correctCount(_ labels: Tensor, amongFirst count: Int) throws -> Tensor {
    let own = try Operators.gather(
      .tensor(self), .integer(1), .tensor(try Operators.unsqueeze(.tensor(labels), .integer(1))))
    let above = try Operators.sumAlong(
      .tensor(try Operators.greater(.tensor(self), .tensor(own))), .integers([1]), .boolean(false))
    return try Operators.sum(.tensor(try Operators.lessThan(.tensor(above), .integer(count))))
  }

  /// The same numbers on a device; itself where it lies there.
  package func on(_ device: Device) throws -> Tensor {
    if device == .cpu { return self }
    return try Operators.move(.tensor(self), .none, .none, .device(device))
  }

  package func converted(to type: ScalarType) throws -> Tensor {
    try Operators.convert(.tensor(self), .integer(Int(type.rawValue)))
  }

  /// The same numbers with channels innermost in memory, which libtorch's CPU convolutions like best.
  package func channelsLast() throws -> Tensor { try Operators.contiguous(.tensor(self), .integer(2)) }

  /// Overwrites the elements.
  package func copy(from other: Tensor) throws { try Operators.copy.run(.tensor(self), .tensor(other)) }

  /// The dimensions in another order, without moving a number.
  package func permuted(_ order: [Int]) throws -> Tensor { try Operators.permute(.tensor(self), .integers(order)) }

  /// Every `step`-th element along a dimension.
  package func strided(_ dimension: Int, by step: Int) throws -> Tensor {
    try Operators.slice(.tensor(self), .integer(dimension), .integer(0), .none, .integer(step))
  }

  /// The Euclidean norm.
  package func norm() throws -> Tensor { try Operators.norm(.tensor(self)) }
  package func scaleInPlace(by factor: Double) throws { try Operators.scaleInPlace.run(.tensor(self), .real(factor)) }
}

extension Extent {
  fileprivate var list: [Int] { [height, width] }
}
