extension NetworkBuilder {
  /// The shuffle block of Single Path One-Shot, after ShuffleNet V2.
  ///
  /// As the code of Guo et al. 2020 has it; Ma et al. 2018. Stride 1: the channels at even places pass, those at odd places go through 1×1, depthwise K×K, 1×1, and both are laid
  /// side by side. Stride 2: all channels go through that branch and through a second one, depthwise K×K and 1×1.
  /// Half of `outputs` channels in the middle. Nothing is dropped: drop path stays out of it, whatever the branch says.
  public mutating func shuffleBlock(_ x: Int, kernel: Int, _ branch: Branch) -> Int {
    shuffled(x, kernel: kernel, branch) { builder, y, inputs in
      let middle = branch.outputs / 2
      let wide = builder.pointwise(y, middle, branch, "1")
      let deep = builder.depthwise(wide, middle, kernel: kernel, stride: branch.stride, branch, "2")
      return builder.pointwise(deep, branch.outputs - inputs, branch, "3")
    }
  }

  /// The Xception block of Single Path One-Shot: as the shuffle block, with three 3×3 separable convolutions in its branch.
  public mutating func xceptionBlock(_ x: Int, _ branch: Branch) -> Int {
    shuffled(x, kernel: 3, branch) { builder, y, inputs in
      let middle = branch.outputs / 2
      var z = builder.depthwise(y, inputs, kernel: 3, stride: branch.stride, branch, "1")
      z = builder.pointwise(z, middle, branch, "2")
      z = builder.depthwise(z, middle, kernel: 3, stride: 1, branch, "3")
      z = builder.pointwise(z, middle, branch, "4")
      z = builder.depthwise(z, middle, kernel: 3, stride: 1, branch, "5")
      return builder.pointwise(z, branch.outputs - inputs, branch, "6")
    }
  }

  /// Splits the channels or, at stride 2, reads them twice; `main` is told the channels that it reads.
  private mutating func shuffled(
    _ x: Int, kernel: Int, _ branch: Branch, main: (inout NetworkBuilder, Int, Int) -> Int
  ) -> Int {
    guard branch.stride == 1 else {
      let passed = scoped("side") { builder in
        let deep = builder.depthwise(x, branch.inputs, kernel: kernel, stride: branch.stride, branch, "1")
        return builder.pointwise(deep, branch.inputs, branch, "2")
      }
      let computed = scoped("main") { main(&$0, x, branch.inputs) }
      return add(.concat, [passed, computed], "concat")
    }
    let half = branch.inputs / 2
    let sorted = add(.channelShuffle(groups: half), [x], "shuffle")
    let passed = add(.slice(start: 0, count: half), [sorted], "even")
    let odd = add(.slice(start: half, count: half), [sorted], "odd")
    return add(.concat, [passed, scoped("main") { main(&$0, odd, half) }], "concat")
  }

  private mutating func pointwise(_ x: Int, _ channels: Int, _ branch: Branch, _ name: String) -> Int {
    scoped(name) {
      $0.add(.relu, [$0.convNorm(x, .init(channels: channels, kernel: 1), affine: branch.affine)], "relu")
    }
  }

  private mutating func depthwise(
    _ x: Int, _ channels: Int, kernel: Int, stride: Int, _ branch: Branch, _ name: String
  ) -> Int {
    scoped(name) {
      $0.convNorm(
        x, .init(channels: channels, kernel: kernel, stride: stride, groups: channels), affine: branch.affine)
    }
  }
}
