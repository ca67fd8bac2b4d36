extension NetworkBuilder {
  /// Divides height and width without losing a pixel: ReLU, two 1×1 convolutions side by side, norm.
  ///
  /// The second convolution reads the image shifted by one pixel up and to the left, so that at stride 2 the two see
  /// different pixels. Zoph et al. 2018 (TF-slim's code) fill the shifted image with zeros at the bottom and the right,
  /// which makes odd sizes work; for even sizes those zeros are never read, and the numbers are those of DARTS's
  /// `FactorizedReduce` (Liu et al. 2019), which refuses odd sizes. An odd channel goes to the second convolution.
  /// TF-slim leaves the ReLU out where it matches unused states: `relu: false`.
  /// At stride 1 there is one 1×1 convolution. C·C′ + 2C′ parameters.
  public mutating func factorizedReduction(_ x: Int, _ branch: Branch, relu: Bool = true) -> Int {
    let active = relu ? add(.relu, [x], "relu") : x
    let joined = branch.stride == 1 ? pointConv(active, branch.outputs, 1, "conv") : reducedHalves(active, branch)
    return dropPath(add(.batchNorm(affine: branch.affine), [joined], "norm"), branch.dropPath)
  }

  private mutating func reducedHalves(_ x: Int, _ branch: Branch) -> Int {
    let half = branch.outputs / 2
    let even = pointConv(x, half, branch.stride, "even")
    let shifted = add(.pad(.init(top: -1, left: -1, bottom: 1, right: 1)), [x], "shift")
    let odd = pointConv(shifted, branch.outputs - half, branch.stride, "odd")
    return add(.concat, [even, odd], "concat")
  }

  private mutating func pointConv(_ x: Int, _ channels: Int, _ stride: Int, _ name: String) -> Int {
    add(.conv2d(.init(channels: channels, kernel: 1, stride: stride)), [x], name)
  }
}
