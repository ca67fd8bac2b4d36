import NASPlugin

/// What a composite operation costs on an image of 8×7×6, and what it emits.
struct NetworkBuilderProbe {
  let network: Network
  let cost: NetworkCost

  /// Runs `emit` on the input of a network for images of a size.
  init(channels: Int = 8, height: Int = 7, width: Int = 6, _ emit: (inout NetworkBuilder) -> Int) throws {
    var builder = NetworkBuilder()
    _ = emit(&builder)
    network = builder.network
    cost = try network.cost(for: LearningTask(channels: channels, height: height, width: width, classes: 10))
  }

  var shape: String { cost.shapes.last?.description ?? "none" }

  /// The ids after the input, in order.
  var ids: [String] { network.nodes.dropFirst().map(\.id) }

  /// How many nodes there are of a kind.
  func count(where isKind: (NASPlugin.Operation) -> Bool) -> Int { network.nodes.count { isKind($0.operation) } }

  /// Whether the last node drops samples with a probability.
  func ends(dropping probability: Double) -> Bool { network.nodes.last?.operation == .dropPath(probability) }
}
