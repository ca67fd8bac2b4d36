import NASPlugin
import Testing

/// Parameters of the published networks' heads.
@Suite struct NetworkBuilderAuxiliaryHeadTests {
  private func parameters(_ channels: Int, _ head: NetworkBuilder.AuxiliaryHead) throws -> Int {
    let size = (head.size.height, head.size.width)
    return try NetworkBuilderProbe(channels: channels, height: size.0, width: size.1) {
      $0.auxiliaryHead($0.input, head)
    }.cost.params
  }

  @Test func hasTheParametersOfNASNetA() throws {
    #expect(try parameters(384, .init(size: 16, classes: 10)) == 1_631_498)
    #expect(try parameters(528, .init(size: 14, classes: 1_000)) == 2_411_240)
    #expect(try parameters(2_016, .init(size: 21, classes: 1_000)) == 4_567_784)
  }

  @Test func hasTheParametersOfDARTS() throws {
    #expect(try parameters(576, .init(size: 8, classes: 10)) == 3_825_768 - 3_349_342)
    #expect(try parameters(768, .dartsImageNet()) == 5_979_528 - 4_718_752)
  }

  @Test func endsInOnePixelAndAWeightedOutput() throws {
    let probe = try NetworkBuilderProbe(height: 11, width: 9) {
      var head = NetworkBuilder.AuxiliaryHead(size: Extent(height: 11, width: 9), classes: 7)
      head.weight = 0.3
      return $0.auxiliaryHead($0.input, head)
    }
    #expect(probe.shape == "7×1×1")
    #expect(probe.network.nodes.last?.operation == .auxiliaryOutput(weight: 0.3))
    #expect(probe.cost.shapes[2].description == "8×3×2")
  }
}
