import NASPlugin
import Testing

@Suite struct LargeScaleEvolutionNetworkTests {
  let space: ForeignSpace

  init() throws { space = try BuiltPlugins.largeScaleEvolution() }

  private func network(_ text: String, _ task: LearningTask) throws -> (network: Network, cost: NetworkCost) {
    let network = try space.network(for: space.parse(text), task: task)
    return (network, try network.cost(for: task))
  }

  private func operation(_ id: String, _ network: Network) -> Operation? {
    network.nodes.first { $0.id == id }?.operation
  }

  /// O-LE4: 4×4×3 plus a skip of 8×8×5 is 4×4×3: every second pixel, the first three channels, no parameters.
  @Test func mergesALargerSkip() throws {
    let task = LearningTask(channels: 5, height: 8, width: 8, classes: 2)
    let (network, cost) = try network(
      "lr=0.1 next=5 {0 linear o, 1 linear i, 3 linear iop} {2: 3>1 identity 1 1, 4: 0>3 conv 1x1 stride 2 depth 0.6 1 1, 5: 0>1 identity 0 0}"
        .replacing("next=5", with: "next=6"), task)
    #expect(operation("v1.e5.resize", network) == .resizeNearest(height: 4, width: 4))
    #expect(operation("v1.e5.cut", network) == .truncateChannels(3))
    let sum = try #require(network.nodes.firstIndex { $0.id == "v1.sum" })
    #expect(cost.shapes[sum] == FeatureShape(channels: 3, height: 4, width: 4))
    #expect(cost.params == 15 + 3 * 2 + 2, "the merge has none")
  }

  /// O-LE4: 4×4×5 plus a skip of 2×2×3 is 4×4×5, zeros in the last two channels of the skip.
  @Test func mergesASmallerSkip() throws {
    let task = LearningTask(channels: 5, height: 4, width: 4, classes: 2)
    let (network, cost) = try network(
      "lr=0.1 next=6 {0 linear o, 1 linear i, 3 linear iop} {2: 3>1 identity 0 0, 4: 0>3 conv 1x1 stride 2 depth 0.6 1 1, 5: 0>1 identity 1 1}",
      task)
    #expect(operation("v1.e2.resize", network) == .resizeNearest(height: 4, width: 4))
    #expect(operation("v1.e2.pad", network) == .padChannels(5))
    let sum = try #require(network.nodes.firstIndex { $0.id == "v1.sum" })
    #expect(cost.shapes[sum] == FeatureShape(channels: 5, height: 4, width: 4))
    #expect(cost.params == 15 + 5 * 2 + 2)
  }

  /// Depth and scale have precedences of their own.
  @Test func differentEdgesMayDecideDepthAndSize() throws {
    let task = LearningTask(channels: 5, height: 8, width: 8, classes: 2)
    let (network, cost) = try network(
      "lr=0.1 next=6 {0 linear o, 1 linear i, 3 linear iop} {2: 3>1 identity 2 1, 4: 0>3 conv 1x1 stride 2 depth 0.6 1 1, 5: 0>1 identity 1 2}",
      task)
    let sum = try #require(network.nodes.firstIndex { $0.id == "v1.sum" })
    #expect(cost.shapes[sum] == FeatureShape(channels: 3, height: 8, width: 8))
    #expect(operation("v1.e2.resize", network) != nil && operation("v1.e5.cut", network) != nil)
  }

  @Test func equalPrecedencesGoByID() throws {
    let task = LearningTask(channels: 5, height: 8, width: 8, classes: 2)
    let (_, cost) = try network(
      "lr=0.1 next=6 {0 linear o, 1 linear i, 3 linear iop} {2: 3>1 identity 1 1, 4: 0>3 conv 1x1 stride 2 depth 0.6 1 1, 5: 0>1 identity 1 1}",
      task)
    #expect(cost.shapes.suffix(3).first == FeatureShape(channels: 3, height: 4, width: 4))
  }

  @Test func convolutionsKeepOddSizesInShape() throws {
    let text =
      "lr=0.05 next=7 {0 linear o, 1 linear i, 3 bn_relu iop} {2: 3>1 identity 1 1, 4: 0>3 conv 7x1 stride 4 depth 10.0 1 1}"
    let (network, cost) = try network(text, .cifar10)
    let node = try #require(network.nodes.firstIndex { $0.id == "e4.conv" })
    #expect(cost.shapes[node] == FeatureShape(channels: 30, height: 8, width: 8))
    #expect(network.nodes[node + 1].id == "v3.norm" && network.nodes[node + 2].id == "v3.relu")
    #expect(cost.params == 7 * 3 * 30 + 60 + 310)
    #expect(network.recipeOverrides == ["learning_rate": 0.05])
  }

  /// O-LE6: which tensors a child takes over, by the id of their node and their shape.
  @Test func inheritanceFollowsThePaper() throws {
    let space = try BuiltPlugins.largeScaleEvolution(sampleMutations: 40)
    var random = RandomStream(seed: 12)
    var seen: [String: Int] = [:]
    for _ in 0..<600 {
      let parent = try space.sample(&random)
      let mutation = try space.drawMutation(of: parent, rate: nil, &random)
      let name = String(mutation.what.prefix { $0 != " " })
      seen[name, default: 0] += 1
      let (before, after) = (try tensors(space, parent), try tensors(space, mutation.child))
      let lost = after.filter { before[$0.key] != $0.value }.map(\.key)
      switch name {
      case "IDENTITY", "ALTER-LEARNING-RATE", "ADD-SKIP", "REMOVE-SKIP", "ALTER-STRIDE":
        #expect(before == after, "\(mutation.what)")
        #expect(mutation.inheritsWeights)
      case "RESET-WEIGHTS": #expect(before == after && !mutation.inheritsWeights)
      case "FILTER-SIZE":
        #expect(lost.count == 1 && mutation.what.contains("edge \(lost[0].dropFirst().prefix { $0 != "." }):"))
      case "INSERT-CONVOLUTION", "INSERT-ONE-TO-ONE":
        #expect(lost.allSatisfy { before[$0] == nil }, "all that was there keeps its shape: \(mutation.what)")
      default: break
      }
    }
    #expect(seen.count == 11)
  }

  /// The shapes of what is learned, by id.
  private func tensors(_ space: ForeignSpace, _ architecture: Architecture) throws -> [String: [Int]] {
    let network = try space.network(for: architecture, task: .cifar10)
    let cost = try network.cost(for: .cifar10)
    var found: [String: [Int]] = [:]
    for (index, node) in network.nodes.enumerated() where cost.nodeParams[index] > 0 {
      let inputs = cost.shapes[node.inputs[0]].channels
      var shape = [inputs, cost.shapes[index].channels]
      if case .conv2d(let convolution) = node.operation {
        shape += [convolution.kernel.height, convolution.kernel.width]
      }
      found[node.id] = shape
    }
    return found
  }
}
