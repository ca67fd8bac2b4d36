package import NASPlugin
package import Tensors

/// A network with weights, ready to run.
///
/// Weights are drawn from one stream per node, by the node's id: adding a node elsewhere changes no other weight.
package final class Module {
  /// What the module computes.
  package let network: Network
  /// What it is for.
  package let task: LearningTask
  /// The weights that training changes, in the order of the nodes; batch norm's scale and shift included.
  package let parameters: [NamedTensor]
  /// Running means and variances of the batch norms.
  package let statistics: [NamedTensor]
  /// Parameters, multiply-accumulates and shapes.
  package let cost: NetworkCost
  let layers: [Layer]
  /// For each node, the earlier nodes that it is the last to read.
  let lastReads: [[Int]]
  let torch: Torch

  /// A tensor with the name that it has in files: the node's id and what it is.
  package struct NamedTensor {
    package var name: String
    package var tensor: Tensor
  }

  /// A module with fresh weights; throws the network's own sentence where its shapes do not fit.
  package init(_ network: Network, task: LearningTask, random: RandomSource) throws {
    torch = try Torch()
    let cost = try network.cost(for: task)
    (self.network, self.task, self.cost) = (network, task, cost)
    try Self.check(network, cost, task)
    var maker = WeightMaker(random: random)
    layers = try network.nodes.enumerated().map { index, node in
      let input = node.inputs.first.map { cost.shapes[$0] } ?? FeatureShape(channels: 0, height: 0, width: 0)
      return try maker.layer(node, input: input)
    }
    (parameters, statistics) = (maker.parameters, maker.statistics)
    lastReads = Self.lastReads(of: network)
    for parameter in parameters { try parameter.tensor.requireGradient() }
  }

  private static func lastReads(of network: Network) -> [[Int]] {
    var reader: [Int: Int] = [:]
    for (index, node) in network.nodes.enumerated() { for input in node.inputs { reader[input] = index } }
    var result = [[Int]](repeating: [], count: network.nodes.count)
    for (input, index) in reader { result[index].append(input) }
    return result
  }

  private static func check(_ network: Network, _ cost: NetworkCost, _ task: LearningTask) throws {
    guard let output = cost.shapes.last, output == FeatureShape(channels: task.classes, height: 1, width: 1) else {
      let found = cost.shapes.last.map(\.description) ?? "nothing"
      throw NASError(.invalid, "the network ends in \(found), but the task has \(task.classes) classes")
    }
    if let choice = network.nodes.first(where: { if case .choice = $0.operation { true } else { false } }) {
      throw NASError(.invalid, "node '\(choice.id)' is a choice: a supernet cannot be trained as one network")
    }
    let ids = network.nodes.map(\.id)
    guard Set(ids).count == ids.count else { throw NASError(.invalid, "two nodes of the network have the same id") }
  }

  /// Weights and statistics, in one list, as files hold them.
  package var state: [NamedTensor] { parameters + statistics }
}
