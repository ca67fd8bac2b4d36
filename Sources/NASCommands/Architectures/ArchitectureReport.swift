import NASPlugin

/// All that is counted of one architecture.
struct ArchitectureReport {
  let architecture: Architecture
  let space: String
  let task: LearningTask
  let text: String
  let canonical: String
  let network: Network
  let cost: NetworkCost
  /// What the literature calls it, where it was asked for by that name.
  var published: PublishedArchitecture?

  init(_ architecture: Architecture, in space: ForeignSpace, named name: String, task: LearningTask) throws {
    (self.architecture, self.task, self.space) = (architecture, task, name)
    text = try space.text(architecture)
    canonical = try space.text(space.canonical(architecture))
    network = try space.network(for: architecture, task: task)
    cost = try network.cost(for: task)
  }

  /// One line under a picture.
  var title: String {
    "\(space) · \(OptionText.grouped(cost.params)) parameters · \(Self.millions(cost.macs)) MACs"
  }

  /// Layers with weights on the longest way from the images to the output.
  var depth: Int {
    var depths: [Int] = []
    for (index, node) in network.nodes.enumerated() {
      let before = node.inputs.map { depths[$0] }.max() ?? 0
      depths.append(before + (node.operation.isLayer && cost.nodeParams[index] > 0 ? 1 : 0))
    }
    return depths.last ?? 0
  }

  /// The shape of what comes out.
  var output: FeatureShape { cost.shapes.last ?? FeatureShape(channels: 0, height: 0, width: 0) }

  /// What stands under the first part of the ids (`c0` of `c0.e01.conv`), in order of computation.
  var parts: [NetworkPart] { NetworkPart.parts(of: network, cost) }

  /// A count in millions from 100,000 on: `153.3M`.
  static func millions(_ count: Int) -> String {
    guard count >= 100_000 else { return OptionText.grouped(count) }
    let tenths = (count + 50_000) / 100_000
    return "\(OptionText.grouped(tenths / 10)).\(tenths % 10)M"
  }
}

extension Operation {
  /// Whether it counts as a layer of depth: convolutions and linear layers.
  fileprivate var isLayer: Bool {
    switch self {
    case .conv2d, .linear: true
    default: false
    }
  }
}
