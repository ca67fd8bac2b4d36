extension NetworkBuilder {
  /// A 1×L and an L×1 convolution one after the other: ReLU, 1×L, L×1, norm.
  ///
  /// `conv_7x1_1x7` in the code of DARTS (Liu et al. 2019). The pair sees L×L pixels for 2L C² parameters; each strides along its own length.
  public mutating func pairedConv(_ x: Int, length: Int, _ branch: Branch) -> Int {
    let active = add(.relu, [x], "relu")
    let wide = add(.conv2d(Self.row(length, branch.outputs, branch.stride)), [active], "row")
    let tall = add(.conv2d(Self.column(length, branch.outputs, branch.stride)), [wide], "column")
    return dropPath(add(.batchNorm(affine: branch.affine), [tall], "norm"), branch.dropPath)
  }

  /// The pair between two 1×1 convolutions, each of the four behind a ReLU and before a norm.
  ///
  /// AmoebaNet's form (Real et al. 2019, code): the pair has a quarter of the channels, for L = 3 three eighths;
  /// below one channel there are no 1×1 convolutions.
  public mutating func bottleneckPair(_ x: Int, length: Int, _ branch: Branch) -> Int {
    let width = length == 3 ? 3 * branch.outputs / 8 : branch.outputs / 4
    let channels = width > 0 ? width : branch.outputs
    let end = scoped("pair") { builder in
      var y = x
      if width > 0 {
        y = builder.scoped("in") { $0.reluConvNorm(y, .init(channels: channels, kernel: 1), affine: branch.affine) }
      }
      y = builder.scoped("row") {
        $0.reluConvNorm(y, Self.row(length, channels, branch.stride), affine: branch.affine)
      }
      y = builder.scoped("column") {
        $0.reluConvNorm(y, Self.column(length, channels, branch.stride), affine: branch.affine)
      }
      guard width > 0 else { return y }
      return builder.scoped("out") {
        $0.reluConvNorm(y, .init(channels: branch.outputs, kernel: 1), affine: branch.affine)
      }
    }
    return dropPath(end, branch.dropPath)
  }

  private static func row(_ length: Int, _ channels: Int, _ stride: Int) -> Operation.Convolution {
    Operation.Convolution(
      channels: channels, kernel: Extent(height: 1, width: length), stride: Extent(height: 1, width: stride),
      padding: Extent(height: 0, width: length / 2))
  }

  private static func column(_ length: Int, _ channels: Int, _ stride: Int) -> Operation.Convolution {
    Operation.Convolution(
      channels: channels, kernel: Extent(height: length, width: 1), stride: Extent(height: stride, width: 1),
      padding: Extent(height: length / 2, width: 0))
  }
}
