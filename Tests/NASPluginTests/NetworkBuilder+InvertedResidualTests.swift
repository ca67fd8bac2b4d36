import NASPlugin
import Testing

@Suite struct NetworkBuilderInvertedResidualTests {
  @Test func addsItsInputWhereTheShapeStays() throws {
    let probe = try NetworkBuilderProbe { $0.invertedResidual($0.input, kernel: 5, expansion: 3, .init(8)) }
    #expect(probe.cost.params == (8 * 24 + 48) + (25 * 24 + 48) + (24 * 8 + 16))
    #expect(probe.cost.macs == (8 * 24 + 25 * 24 + 24 * 8) * 42)
    #expect(probe.network.nodes.last?.operation == .add)
    #expect(probe.network.nodes.last?.inputs.contains(0) == true)
    #expect(probe.count { $0 == .relu6 } == 2)
  }

  @Test func addsNothingWhereTheShapeChanges() throws {
    let branches = [NetworkBuilder.Branch(8, stride: 2, dropPath: 0.2), .init(from: 8, to: 12, dropPath: 0.2)]
    for (branch, shape) in zip(branches, ["8×4×3", "12×7×6"]) {
      let probe = try NetworkBuilderProbe { $0.invertedResidual($0.input, kernel: 3, expansion: 6, branch) }
      #expect(probe.shape == shape)
      #expect(probe.count { $0 == .add || $0 == .dropPath(0.2) } == 0)
    }
  }

  @Test func dropsWhatIsAddedToTheInput() throws {
    let probe = try NetworkBuilderProbe {
      $0.invertedResidual($0.input, kernel: 3, expansion: 6, .init(8, dropPath: 0.2))
    }
    #expect(probe.network.nodes.suffix(2).map(\.operation) == [.dropPath(0.2), .add])
  }

  @Test func expansionOneHasTwoConvolutions() throws {
    let probe = try NetworkBuilderProbe { $0.invertedResidual($0.input, kernel: 3, expansion: 1, .init(8)) }
    #expect(probe.cost.params == (9 * 8 + 16) + (8 * 8 + 16))
  }

  /// The architecture that RLNAS published for its MobileNet-like space: 5.26M parameters, 471.5M multiply-accumulates.
  @Test func addsUpToAPublishedNetwork() throws {
    let probe = try NetworkBuilderProbe(channels: 3, height: 224, width: 224) { builder in
      let choices = [2, 0, -1, 2, 2, 0, 2, 4, 0, 4, 4, 2, 4, 2, 4, 2, 0, 0, 0, 2, 2]
      let stages = [(32, 4, 2), (56, 4, 2), (112, 4, 2), (128, 4, 1), (256, 4, 2), (432, 1, 1)]
      var x = builder.convNormReLU6(builder.input, .init(channels: 40, kernel: 3, stride: 2))
      x = builder.invertedResidual(x, kernel: 3, expansion: 1, .init(from: 40, to: 24))
      var (channels, block) = (24, 0)
      for (wanted, count, stride) in stages {
        for index in 0..<count {
          defer { block += 1 }
          guard choices[block] >= 0 else { continue }
          let branch = NetworkBuilder.Branch(from: channels, to: wanted, stride: index == 0 ? stride : 1)
          let (kernel, expansion) = (3 + 2 * (choices[block] / 2), choices[block] % 2 == 0 ? 3 : 6)
          x = builder.invertedResidual(x, kernel: kernel, expansion: expansion, branch)
          channels = wanted
        }
      }
      x = builder.convNormReLU6(x, .init(channels: 1_728, kernel: 1))
      return builder.classifier(x, classes: 1_000)
    }
    #expect(probe.cost.params == 5_255_648)
    #expect((probe.cost.macs + 5_000) / 10_000 == 47_152)
  }
}
