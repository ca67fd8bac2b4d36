extension NetworkBuilder {
  /// A separable convolution applied twice: ReLU, depthwise, pointwise, norm, and the same again.
  ///
  /// The stride is the first one's. The channels change in the second one, as in DARTS (Liu et al. 2019), or with
  /// `firstWidens` in the first, as in NASNet (Zoph et al. 2018, TF-slim's code). At C channels it has 2 (K²C + C² +
  /// 2C) parameters.
  public mutating func separableConv(_ x: Int, kernel: Int, _ branch: Branch, firstWidens: Bool = false) -> Int {
    let middleChannels = firstWidens ? branch.outputs : branch.inputs
    var first = branch
    (first.outputs, first.dropPath) = (middleChannels, 0)
    var second = branch
    (second.inputs, second.stride) = (middleChannels, 1)
    let middle = scoped("1") { $0.depthwiseConv(x, kernel: kernel, first) }
    return scoped("2") { $0.depthwiseConv(middle, kernel: kernel, second) }
  }

  /// A dilated separable convolution: ReLU, depthwise with gaps of one pixel, pointwise, norm.
  ///
  /// As in DARTS (Liu et al. 2019), dilation 2: a 3×3 window sees 5×5 pixels. K²C + C² + 2C parameters.
  public mutating func dilatedConv(_ x: Int, kernel: Int, dilation: Int = 2, _ branch: Branch) -> Int {
    depthwiseConv(x, kernel: kernel, dilation: dilation, branch)
  }

  /// ReLU, depthwise convolution, pointwise convolution, norm: one half of a separable convolution.
  public mutating func depthwiseConv(_ x: Int, kernel: Int, dilation: Int = 1, _ branch: Branch) -> Int {
    let depthwise = Operation.Convolution(
      channels: branch.inputs, kernel: kernel, stride: branch.stride, dilation: dilation, groups: branch.inputs)
    let active = add(.relu, [x], "relu")
    let deep = add(.conv2d(depthwise), [active], "depth")
    let wide = add(.conv2d(.init(channels: branch.outputs, kernel: 1)), [deep], "point")
    return dropPath(add(.batchNorm(affine: branch.affine), [wide], "norm"), branch.dropPath)
  }
}
