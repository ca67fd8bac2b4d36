import Foundation
import NASPlugin
import NASPluginTesting
import Testing

/// The spaces of the plugin CellSpaces, as the host sees them.
enum CellSpaces {
  static let plugin = Result { try BuiltPlugins.opened("CellSpaces") }

  static func space(_ name: String, _ options: InProcessPlugin.Values = []) throws -> ForeignSpace {
    try plugin.get().space(name, options: options)
  }

  /// A published architecture, and the space with the settings that the publication used.
  static func published(
    _ name: String, of space: String, besides more: InProcessPlugin.Values = []
  ) throws -> (space: ForeignSpace, architecture: Architecture) {
    let list = try #require(try Self.space(space).publishing).published
    let entry = try #require(list.first { $0.name == name })
    return (try Self.space(space, entry.settings.map(option) + more), entry.architecture)
  }

  /// What a published architecture costs with its own settings, and what shapes it has.
  static func cost(
    _ name: String, of space: String, _ task: LearningTask = .cifar10, besides more: InProcessPlugin.Values = []
  ) throws -> (network: Network, cost: NetworkCost) {
    let (space, architecture) = try published(name, of: space, besides: more)
    let network = try space.network(for: architecture, task: task)
    return (network, try network.cost(for: task))
  }

  private static func option(_ setting: String) -> (path: String, value: OptionValue) {
    let parts = setting.split(separator: "=", maxSplits: 1).map(String.init)
    if let number = Int(parts[1]) { return (parts[0], .integer(number)) }
    if let number = Double(parts[1]) { return (parts[0], .real(number)) }
    if parts[1] == "true" || parts[1] == "false" { return (parts[0], .boolean(parts[1] == "true")) }
    return (parts[0], .text(parts[1]))
  }

  static let imageNet = LearningTask(channels: 3, height: 224, width: 224, classes: 1_000)
  static let imageNet331 = LearningTask(channels: 3, height: 331, width: 331, classes: 1_000)
}

extension NetworkCost {
  /// The parameters of the nodes whose ids begin with a prefix.
  func params(of prefix: String, in network: Network) -> Int {
    zip(network.nodes, nodeParams).reduce(0) { $1.0.id.hasPrefix(prefix) ? $0 + $1.1 : $0 }
  }

  /// The shape after a node.
  func shape(_ id: String, in network: Network) -> String? {
    network.nodes.firstIndex { $0.id == id }.map { shapes[$0].description }
  }
}
