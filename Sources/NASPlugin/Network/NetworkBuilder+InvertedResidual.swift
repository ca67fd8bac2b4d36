extension NetworkBuilder {
  /// An inverted residual block: 1×1 to `expansion` times the channels, depthwise K×K, 1×1 back.
  ///
  /// MobileNet V2 (Sandler et al. 2018). Each convolution is normed, the first two are followed by ReLU6. At expansion 1 the first is left out. Where stride
  /// and channels leave the shape as it is, the input is added; drop path is for the part that is added to it, so it is
  /// not applied elsewhere.
  public mutating func invertedResidual(_ x: Int, kernel: Int, expansion: Int, _ branch: Branch) -> Int {
    let wide = branch.inputs * expansion
    let expanded =
      expansion == 1
      ? x : scoped("expand") { $0.convNormReLU6(x, .init(channels: wide, kernel: 1), affine: branch.affine) }
    let depthwise = Operation.Convolution(channels: wide, kernel: kernel, stride: branch.stride, groups: wide)
    let filtered = scoped("depth") { $0.convNormReLU6(expanded, depthwise, affine: branch.affine) }
    let narrow = scoped("project") {
      $0.convNorm(filtered, .init(channels: branch.outputs, kernel: 1), affine: branch.affine)
    }
    guard branch.stride == 1, branch.inputs == branch.outputs else { return narrow }
    return add(.add, [x, dropPath(narrow, branch.dropPath)], "sum")
  }

  /// Convolution, norm, ReLU6: the order of the MobileNet family.
  public mutating func convNormReLU6(_ x: Int, _ conv: Operation.Convolution, affine: Bool = true) -> Int {
    add(.relu6, [convNorm(x, conv, affine: affine)], "relu6")
  }
}
