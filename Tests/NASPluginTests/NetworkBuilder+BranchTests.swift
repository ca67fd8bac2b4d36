import NASPlugin
import Testing

@Suite struct NetworkBuilderBranchTests {
  @Test func poolsKeepOrHalveTheSize() throws {
    for norm in [false, true] {
      for (stride, shape) in [(1, "8×7×6"), (2, "8×4×3")] {
        let branch = NetworkBuilder.Branch(8, stride: stride)
        let largest = try NetworkBuilderProbe { $0.maxPool($0.input, branch, norm: norm) }
        let mean = try NetworkBuilderProbe { $0.avgPool($0.input, branch, norm: norm) }
        for probe in [largest, mean] {
          #expect(probe.shape == shape)
          #expect(probe.cost.params == 0)
          #expect(probe.ids == (norm ? ["pool", "norm"] : ["pool"]))
        }
        guard case .avgPool(_, countPadding: false) = mean.network.nodes[1].operation else {
          Issue.record("the average counts its padding")
          continue
        }
      }
    }
  }

  @Test func skipIsTheIdentityAndIsNeverDropped() throws {
    let probe = try NetworkBuilderProbe { $0.skip($0.input, .init(8, dropPath: 0.5)) }
    #expect(probe.network.nodes.dropFirst().map(\.operation) == [.identity])
  }

  @Test func skipReducesWhereTheShapeChanges() throws {
    let smaller = try NetworkBuilderProbe { $0.skip($0.input, .init(8, stride: 2, dropPath: 0.5)) }
    #expect(smaller.shape == "8×4×3" && smaller.ends(dropping: 0.5))
    let wider = try NetworkBuilderProbe { $0.skip($0.input, .init(from: 8, to: 10)) }
    #expect(wider.shape == "10×7×6")
  }

  @Test func droppingWithProbabilityZeroEmitsNothing() throws {
    var builder = NetworkBuilder()
    #expect(builder.dropPath(0, 0) == 0)
    #expect(builder.dropPath(0, 0.25) == 1)
    #expect(builder.network.nodes.map(\.operation) == [.input, .dropPath(0.25)])
  }

  @Test func poolsRefusePaddingBeyondHalfOfTheWindow() throws {
    for padding in [Extent(height: 2, width: 1), Extent(height: 1, width: 2)] {
      let window = NASPlugin.Operation.Pooling(kernel: 3, stride: 1, padding: padding)
      for operation in [NASPlugin.Operation.maxPool(window), .avgPool(window, countPadding: true)] {
        let error = #expect(throws: NASError.self) { try NetworkBuilderProbe { $0.add(operation, [0], "pool") } }
        #expect(error?.description.contains("half of its window") == true)
      }
    }
  }
}
