package import NASPlugin
package import Tensors

/// A network with weights, ready to run.
///
/// Weights are drawn from one stream per node, by the node's id: adding a node elsewhere changes no other weight, and a
/// supernet starts with the weights that each of its paths would start with alone. Of a supernet all alternatives have
/// weights; those that a step does not use get no gradient in it.
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
  /// Where its weights lie, and where images must lie.
  package let device: Device
  /// Added to batch norm's variances, in training and after it.
  package var batchNormEpsilon = 1e-5
  let layers: [Layer]
  let map: RouteMap
  let torch: Torch
  private var routes = RouteCache()

  /// A tensor with the name that it has in files: the node's id and what it is.
  package struct NamedTensor {
    package var name: String
    package var tensor: Tensor
  }

  /// A module with fresh weights; throws the network's own sentence where its shapes do not fit.
  package init(_ network: Network, task: LearningTask, random: RandomSource, device: Device = .cpu) throws {
    (torch, self.device) = (try Torch(), device)
    let cost = try network.cost(for: task)
    (self.network, self.task, self.cost) = (network, task, cost)
    try Self.check(network, cost, task)
    map = try RouteMap(network)
    var maker = WeightMaker(random: random, device: device)
    layers = try network.nodes.enumerated().map { index, node in
      let input = node.inputs.first.map { cost.shapes[$0] } ?? FeatureShape(channels: 0, height: 0, width: 0)
      return try maker.layer(node, input: input, output: cost.shapes[index])
    }
    (parameters, statistics) = (maker.parameters, maker.statistics)
    for parameter in parameters { try parameter.tensor.requireGradient() }
  }

  private static func check(_ network: Network, _ cost: NetworkCost, _ task: LearningTask) throws {
    guard let output = cost.shapes.last, output == FeatureShape(channels: task.classes, height: 1, width: 1) else {
      let found = cost.shapes.last.map(\.description) ?? "nothing"
      throw NASError(.invalid, "the network ends in \(found), but the task has \(task.classes) classes")
    }
    let ids = network.nodes.map(\.id)
    guard Set(ids).count == ids.count else { throw NASError(.invalid, "two nodes of the network have the same id") }
  }

  /// Weights and statistics, in one list, as files hold them.
  package var state: [NamedTensor] { parameters + statistics }

  /// How many alternatives each choice of a supernet has, in the order of the nodes; empty for a plain network.
  package var choices: [Int] { map.choices.map(\.alternatives) }

  /// What runs for a routing; throws `.invalid` where it is not one of this network.
  func route(_ routing: Routing, isTraining: Bool) throws -> Route {
    try routing.check(map.choices)
    return routes.route(map, routing, isTraining: isTraining)
  }
}
