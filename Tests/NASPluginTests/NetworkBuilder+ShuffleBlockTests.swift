import NASPlugin
import Testing

@Suite struct NetworkBuilderShuffleBlockTests {
  @Test func withoutStrideHalfOfTheChannelsPass() throws {
    let probe = try NetworkBuilderProbe { $0.shuffleBlock($0.input, kernel: 5, .init(8)) }
    #expect(probe.cost.params == (16 + 8) + (100 + 8) + (16 + 8))
    #expect(probe.cost.macs == (16 + 100 + 16) * 42)
    #expect(probe.shape == "8×7×6")
  }

  @Test func withStrideAllChannelsGoThroughBothBranches() throws {
    let probe = try NetworkBuilderProbe { $0.shuffleBlock($0.input, kernel: 3, .init(from: 8, to: 20, stride: 2)) }
    #expect(probe.cost.params == (72 + 16 + 64 + 16) + (80 + 20 + 90 + 20 + 120 + 24))
    #expect(probe.shape == "20×4×3")
  }

  @Test func xceptionHasThreeSeparableConvolutions() throws {
    let probe = try NetworkBuilderProbe { $0.xceptionBlock($0.input, .init(8)) }
    #expect(probe.cost.params == 3 * (36 + 8 + 16 + 8))
    #expect(probe.shape == "8×7×6")
    let reduced = try NetworkBuilderProbe { $0.xceptionBlock($0.input, .init(from: 8, to: 20, stride: 2)) }
    let main = (72 + 16 + 80 + 20) + (90 + 20 + 100 + 20) + (90 + 20 + 120 + 24)
    #expect(reduced.cost.params == (72 + 16 + 64 + 16) + main)
    #expect(reduced.shape == "20×4×3")
  }

  /// The architecture that Single Path One-Shot published: 3,558,464 parameters, 322,918,720 multiply-accumulates.
  @Test func addsUpToThePublishedNetwork() throws {
    let probe = try NetworkBuilderProbe(channels: 3, height: 224, width: 224) { builder in
      let choices = [2, 1, 0, 1, 2, 0, 2, 0, 2, 0, 2, 3, 0, 0, 0, 0, 3, 2, 3, 3]
      var x = builder.convNorm(builder.input, .init(channels: 16, kernel: 3, stride: 2))
      x = builder.add(.relu, [x], "relu")
      var (channels, block) = (16, 0)
      for (count, wanted) in [(4, 64), (4, 160), (8, 320), (4, 640)] {
        for index in 0..<count {
          let branch = NetworkBuilder.Branch(from: channels, to: wanted, stride: index == 0 ? 2 : 1)
          let choice = choices[block]
          x =
            choice == 3
            ? builder.xceptionBlock(x, branch) : builder.shuffleBlock(x, kernel: 3 + 2 * choice, branch)
          (channels, block) = (wanted, block + 1)
        }
      }
      x = builder.convNorm(x, .init(channels: 1_024, kernel: 1))
      x = builder.add(.globalAvgPool, [builder.add(.relu, [x], "end")], "pool")
      return builder.add(.linear(features: 1_000, bias: false), [x], "linear")
    }
    #expect(probe.cost.params == 3_558_464)
    #expect(probe.cost.macs == 322_918_720)
  }
}
