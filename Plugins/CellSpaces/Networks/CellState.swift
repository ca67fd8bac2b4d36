import NASPlugin

/// A value between cells: the node that makes it, and its shape.
struct CellState {
  var node: Int
  var channels: Int
  var size: Extent

  /// Half the height and width, rounded up, as every operation at stride 2 has it.
  var halvedSize: Extent { Extent(height: (size.height + 1) / 2, width: (size.width + 1) / 2) }
}

extension NetworkBuilder {
  /// ReLU, 1×1 convolution and norm on a state.
  mutating func projected(_ state: CellState, to channels: Int, affine: Bool = true) -> CellState {
    let node = reluConvNorm(state.node, .init(channels: channels, kernel: 1), affine: affine)
    return CellState(node: node, channels: channels, size: state.size)
  }

  /// A factorized reduction of a state.
  mutating func reduced(_ state: CellState, to channels: Int, affine: Bool = true, relu: Bool = true) -> CellState {
    let branch = Branch(from: state.channels, to: channels, stride: 2, affine: affine)
    let node = factorizedReduction(state.node, branch, relu: relu)
    return CellState(node: node, channels: channels, size: state.halvedSize)
  }
}
