import NASPlugin

extension CellOperation {
  /// The operation as DARTS has it; reads and gives equally many channels.
  ///
  /// `norm` adds a norm behind a pooling.
  func emit(_ builder: inout NetworkBuilder, _ x: Int, _ branch: NetworkBuilder.Branch, norm: Bool) -> Int {
    switch self {
    case .none: builder.add(.zero(stride: branch.stride), [x], "zero")
    case .skip: builder.skip(x, branch)
    case .max3, .max5, .max7: builder.maxPool(x, kernel: kernel, branch, norm: norm)
    case .average3: builder.avgPool(x, kernel: kernel, branch, norm: norm)
    case .separable3, .separable5, .separable7: builder.separableConv(x, kernel: kernel, branch)
    case .dilated3, .dilated5: builder.dilatedConv(x, kernel: kernel, branch)
    case .pair3, .pair7: builder.pairedConv(x, length: kernel, branch)
    case .conv1, .conv3:
      builder.dropPath(
        builder.reluConvNorm(
          x, .init(channels: branch.outputs, kernel: kernel, stride: branch.stride), affine: branch.affine),
        branch.dropPath)
    }
  }

  /// The operation as NASNet's code has it: it brings what it reads to the channels of the cell.
  ///
  /// The identity becomes a 1×1 convolution where channels or size change, and is never dropped; a pooling is followed
  /// by one where channels change.
  func emitFitting(
    _ builder: inout NetworkBuilder, _ x: Int, _ branch: NetworkBuilder.Branch, hasBottlenecks: Bool
  ) -> Int {
    switch self {
    case .skip: return fittingSkip(&builder, x, branch)
    case .max3, .max5, .max7, .average3: return fittingPool(&builder, x, branch)
    case .separable3, .separable5, .separable7:
      return builder.separableConv(x, kernel: kernel, branch, firstWidens: true)
    case .pair3 where hasBottlenecks, .pair7 where hasBottlenecks:
      return builder.bottleneckPair(x, length: kernel, branch)
    default: return emit(&builder, x, branch, norm: false)
    }
  }

  private func fittingSkip(_ builder: inout NetworkBuilder, _ x: Int, _ branch: NetworkBuilder.Branch) -> Int {
    guard branch.stride > 1 || branch.inputs != branch.outputs else { return x }
    return builder.reluConvNorm(x, .init(channels: branch.outputs, kernel: 1, stride: branch.stride))
  }

  private func fittingPool(_ builder: inout NetworkBuilder, _ x: Int, _ branch: NetworkBuilder.Branch) -> Int {
    var pool = branch
    pool.dropPath = 0
    let pooled = emit(&builder, x, pool, norm: false)
    let fitted =
      branch.inputs == branch.outputs
      ? pooled : builder.convNorm(pooled, .init(channels: branch.outputs, kernel: 1))
    return builder.dropPath(fitted, branch.dropPath)
  }
}
