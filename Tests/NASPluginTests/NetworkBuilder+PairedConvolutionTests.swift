import NASPlugin
import Testing

@Suite struct NetworkBuilderPairedConvolutionTests {
  @Test func eachOfThePairStridesAlongItself() throws {
    let probe = try NetworkBuilderProbe { $0.pairedConv($0.input, length: 7, .init(8, stride: 2)) }
    #expect(probe.cost.shapes.map(\.description) == ["8×7×6", "8×7×6", "8×7×3", "8×4×3", "8×4×3"])
    #expect(probe.cost.params == 2 * 7 * 64 + 16)
    #expect(probe.cost.macs == 7 * 64 * 21 + 7 * 64 * 12)
  }

  @Test func shortPairKeepsTheSize() throws {
    let probe = try NetworkBuilderProbe { $0.pairedConv($0.input, length: 3, .init(8, dropPath: 0.1)) }
    #expect(probe.cost.params == 2 * 3 * 64 + 16)
    #expect(probe.shape == "8×7×6")
    #expect(probe.ends(dropping: 0.1))
  }

  @Test func bottleneckHasAQuarterOfTheChannels() throws {
    let probe = try NetworkBuilderProbe { $0.bottleneckPair($0.input, length: 7, .init(8)) }
    #expect(probe.cost.params == (16 + 4) + (28 + 4) + (28 + 4) + (16 + 16))
    #expect(probe.cost.macs == (16 + 28 + 28 + 16) * 42)
    #expect(probe.shape == "8×7×6")
  }

  @Test func shortBottleneckHasThreeEighths() throws {
    let probe = try NetworkBuilderProbe { $0.bottleneckPair($0.input, length: 3, .init(8, stride: 2)) }
    #expect(probe.cost.params == (24 + 6) + (27 + 6) + (27 + 6) + (24 + 16))
    #expect(probe.shape == "8×4×3")
  }

  @Test func bottleneckBelowOneChannelIsLeftOut() throws {
    let probe = try NetworkBuilderProbe(channels: 2) { $0.bottleneckPair($0.input, length: 7, .init(2)) }
    #expect(probe.cost.params == (28 + 4) + (28 + 4))
    #expect(probe.ids.count == 6)
  }
}
