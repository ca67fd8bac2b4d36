import NASPlugin

/// The nodes of a network whose ids begin with one word: a stem, a cell, a block.
struct NetworkPart {
  var name: String
  /// The nodes, by index, in order of computation.
  var nodes: [Int] = []
  var params = 0
  var macs = 0
  /// The shape after its last node.
  var output = FeatureShape(channels: 0, height: 0, width: 0)

  /// The parts of a network in the order of their first nodes.
  static func parts(of network: Network, _ cost: NetworkCost) -> [NetworkPart] {
    var parts: [NetworkPart] = []
    var places: [String: Int] = [:]
    for (index, node) in network.nodes.enumerated() {
      let name = scope(of: node.id)
      let place = places[name] ?? parts.count
      if place == parts.count { parts.append(NetworkPart(name: name)) }
      places[name] = place
      parts[place].nodes.append(index)
      parts[place].params += cost.nodeParams[index]
      parts[place].macs += cost.nodeMacs[index]
      parts[place].output = cost.shapes[index]
    }
    return parts
  }

  /// `c0` of `c0.e01.conv`; the whole of an id without a scope.
  static func scope(of id: String) -> String { id.split(separator: ".").first.map(String.init) ?? id }
}
