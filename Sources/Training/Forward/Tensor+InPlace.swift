import NASPlugin
import Tensors

/// Operators that write into a tensor that nobody else reads, and that make tensors like others.
private enum Operators {
  static let relu = Operator("aten::relu_")
  static let add = Operator("aten::add_.Tensor")
  static let multiply = Operator("aten::mul_.Tensor")
  static let scale = Operator("aten::mul_.Scalar")
  static let addProduct = Operator("aten::addcmul_")
  static let fill = Operator("aten::fill_.Scalar")
  static let zeros = Operator("aten::new_zeros")
  static let convertLike = Operator("aten::to.other")
  static let select = Operator("aten::select.int")
}

extension Tensor {
  func reluInPlace() throws -> Tensor { try Operators.relu(.tensor(self)) }
  func addingInPlace(_ other: Tensor) throws -> Tensor { try Operators.add(.tensor(self), .tensor(other)) }
  func multipliedInPlace(by other: Tensor) throws -> Tensor { try Operators.multiply(.tensor(self), .tensor(other)) }

  func scaledInPlace(by factor: Double) throws -> Tensor { try Operators.scale(.tensor(self), .real(factor)) }

  /// Adds the product of two tensors.
  func addingInPlace(_ x: Tensor, times weight: Tensor) throws -> Tensor {
    try Operators.addProduct(.tensor(self), .tensor(x), .tensor(weight))
  }

  /// Sets all elements.
  func fill(_ value: Double) throws { try Operators.fill.run(.tensor(self), .real(value)) }

  /// Zeros N×C×H×W of this tensor's type and device, channels innermost in memory.
  func newZeros(_ count: Int, _ shape: FeatureShape) throws -> Tensor {
    try Operators.zeros(.tensor(self), .integers([count, shape.height, shape.width, shape.channels]))
      .permuted([0, 3, 1, 2])
  }

  /// The same numbers in another tensor's type, on its device.
  func converted(like other: Tensor) throws -> Tensor { try Operators.convertLike(.tensor(self), .tensor(other)) }

  /// One element of a vector, as a tensor without dimensions through which gradients flow.
  func element(_ index: Int) throws -> Tensor { try Operators.select(.tensor(self), .integer(0), .integer(index)) }
}
