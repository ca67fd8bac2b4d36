import NASPlugin
import Testing

@Suite struct NetworkBuilderFactorizedReductionTests {
  @Test func halvesOddAndEvenSizes() throws {
    let probe = try NetworkBuilderProbe { $0.factorizedReduction($0.input, .init(from: 8, to: 6, stride: 2)) }
    #expect(probe.shape == "6×4×3")
    #expect(probe.cost.params == 8 * 6 + 2 * 6)
    #expect(probe.cost.macs == 8 * 6 * 12)
    #expect(probe.ids == ["relu", "even", "shift", "odd", "concat", "norm"])
  }

  @Test func oddChannelGoesToTheSecondHalf() throws {
    let probe = try NetworkBuilderProbe { $0.factorizedReduction($0.input, .init(from: 8, to: 7, stride: 2)) }
    #expect(probe.cost.params == 8 * 7 + 2 * 7)
    #expect(probe.cost.nodeParams[2] == 24 && probe.cost.nodeParams[4] == 32)
  }

  @Test func shiftMovesByOnePixelAndKeepsTheSize() throws {
    let probe = try NetworkBuilderProbe { $0.factorizedReduction($0.input, .init(8, stride: 2)) }
    #expect(probe.network.nodes[3].operation == .pad(.init(top: -1, left: -1, bottom: 1, right: 1)))
    #expect(probe.cost.shapes[3].description == "8×7×6")
  }

  @Test func withoutStrideThereIsOneConvolution() throws {
    let probe = try NetworkBuilderProbe {
      $0.factorizedReduction($0.input, .init(from: 8, to: 6, dropPath: 0.3), relu: false)
    }
    #expect(probe.ids == ["conv", "norm", "drop"])
    #expect(probe.shape == "6×7×6")
  }

  @Test func padRefusesToTakeTheWholeImage() throws {
    for margins in [NASPlugin.Operation.Margins(top: -4, bottom: -3), .init(left: -6), .init(left: -7, right: 9)] {
      #expect(throws: NASError.self) { try NetworkBuilderProbe { $0.add(.pad(margins), [0], "pad") } }
    }
    #expect(try NetworkBuilderProbe { $0.add(.pad(.init(top: -6, right: 3)), [0], "pad") }.shape == "8×1×9")
  }
}
