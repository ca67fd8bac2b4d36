import NASPlugin
import Testing

@Suite struct NetworkBuilderSeparableConvolutionTests {
  @Test func separableIsAppliedTwiceAndStridesOnce() throws {
    let probe = try NetworkBuilderProbe { $0.separableConv($0.input, kernel: 3, .init(8, stride: 2)) }
    #expect(probe.cost.params == 2 * (9 * 8 + 8 * 8 + 2 * 8))
    #expect(probe.cost.macs == 2 * (9 * 8 + 8 * 8) * 4 * 3)
    #expect(probe.shape == "8×4×3")
    #expect(
      probe.ids == ["1.relu", "1.depth", "1.point", "1.norm", "2.relu", "2.depth", "2.point", "2.norm"])
  }

  @Test(arguments: [3, 5, 7]) func separableHasTheParametersOfThePapers(kernel: Int) throws {
    let probe = try NetworkBuilderProbe(channels: 36) { $0.separableConv($0.input, kernel: kernel, .init(36)) }
    #expect(probe.cost.params == 2 * (kernel * kernel * 36 + 36 * 36 + 2 * 36))
    #expect(probe.shape == "36×7×6")
  }

  @Test func secondHalfChangesTheChannels() throws {
    let probe = try NetworkBuilderProbe { $0.separableConv($0.input, kernel: 3, .init(from: 8, to: 12)) }
    #expect(probe.cost.params == (72 + 64 + 16) + (72 + 96 + 24))
    #expect(probe.shape == "12×7×6")
  }

  @Test func firstHalfChangesTheChannelsInNASNet() throws {
    let probe = try NetworkBuilderProbe {
      $0.separableConv($0.input, kernel: 3, .init(from: 8, to: 12), firstWidens: true)
    }
    #expect(probe.cost.params == (72 + 96 + 24) + (108 + 144 + 24))
    #expect(probe.shape == "12×7×6")
  }

  @Test func dilatedSeesWithGaps() throws {
    let probe = try NetworkBuilderProbe { $0.dilatedConv($0.input, kernel: 5, .init(8)) }
    #expect(probe.cost.params == 25 * 8 + 8 * 8 + 2 * 8)
    #expect(probe.cost.macs == (25 * 8 + 8 * 8) * 42)
    #expect(probe.shape == "8×7×6")
    guard case .conv2d(let conv) = probe.network.nodes[2].operation else {
      Issue.record("the second node is no convolution")
      return
    }
    #expect(conv.dilation == 2 && conv.groups == 8 && conv.padding == 4)
  }

  @Test func dilatedStridesOverOddSizes() throws {
    let probe = try NetworkBuilderProbe { $0.dilatedConv($0.input, kernel: 3, .init(8, stride: 2)) }
    #expect(probe.shape == "8×4×3")
  }

  @Test func normsWithoutScaleHaveNoParameters() throws {
    let probe = try NetworkBuilderProbe { $0.separableConv($0.input, kernel: 3, .init(8, affine: false)) }
    #expect(probe.cost.params == 2 * (9 * 8 + 8 * 8))
  }

  @Test func dropsTheBranchOnceAtItsEnd() throws {
    for probe in [
      try NetworkBuilderProbe { $0.separableConv($0.input, kernel: 3, .init(8, dropPath: 0.2)) },
      try NetworkBuilderProbe { $0.dilatedConv($0.input, kernel: 3, .init(8, dropPath: 0.2)) },
    ] {
      #expect(probe.ends(dropping: 0.2))
      #expect(probe.count { if case .dropPath = $0 { true } else { false } } == 1)
    }
  }
}
