import NASPlugin
import NASPluginTesting
import Testing

/// The spaces of the plugin BlockSpaces, as the host sees them.
enum BlockSpaces {
  static let plugin = Result { try BuiltPlugins.opened("BlockSpaces") }
  static let imageNet = LearningTask(channels: 3, height: 224, width: 224, classes: 1_000)
  static let small: InProcessPlugin.Values = [("width", .real(0.2))]

  static func space(_ name: String, _ options: InProcessPlugin.Values = []) throws -> ForeignSpace {
    try plugin.get().space(name, options: options)
  }

  /// What holds for thousands of architectures of every chain, cheaply.
  static func checkArchitectures(of name: String) throws {
    let space = try space(name)
    let crossing = try #require(space.crossing)
    var random = RandomStream(seed: 21)
    var last = try space.sample(&random)
    for _ in 0..<4_000 {
      let architecture = try space.sample(&random)
      let mutation = try space.drawMutation(of: architecture, rate: nil, &random)
      #expect(zip(mutation.child.tokens, architecture.tokens).count { $0 != $1 } == 1 && !mutation.what.isEmpty)
      for each in [architecture, mutation.child, try crossing.cross(architecture, last, &random)] {
        try space.validate(each)
        guard try space.parse(space.text(each)) != each else { continue }
        Issue.record("\(each.tokens) is written as \(try space.text(each))")
      }
      #expect(try space.canonical(architecture) == architecture)
      last = mutation.child
    }
  }

  /// The fast verb counts what the network counts, for many sizes of images and channels.
  static func checkCosts(of name: String, widths: [Double]) throws {
    let tasks = [
      LearningTask.cifar10, imageNet, LearningTask(channels: 1, height: 28, width: 28, classes: 7),
      LearningTask(channels: 3, height: 9, width: 131, classes: 2),
      LearningTask(channels: 2, height: 1, width: 1, classes: 1),
    ]
    var random = RandomStream(seed: 22)
    for skeleton in ["auto", "cifar", "imagenet"] {
      for width in widths {
        let space = try space(name, [("skeleton", .text(skeleton)), ("width", .real(width))])
        for task in tasks {
          let architecture = try space.sample(&random)
          let cost = try space.network(for: architecture, task: task).cost(for: task)
          #expect(cost.shapes.last == FeatureShape(channels: task.classes, height: 1, width: 1))
          let fast = try #require(try space.costs(of: architecture, task: task))
          #expect(fast == (cost.params, cost.macs), "\(skeleton), width \(width), \(task), \(architecture.tokens)")
        }
      }
    }
  }

  /// A supernet is one cell with one path of choices; a path through it costs what the network of it costs.
  static func checkSupernet(of name: String, _ options: InProcessPlugin.Values = []) throws -> NetworkCost {
    let space = try space(name, options)
    let supernet = try #require(space.weightSharing).supernet(for: imageNet)
    let places = space.decisions.count
    let cell = try #require(supernet.cells.first)
    #expect(supernet.cells.count == 1 && cell.inputs == [0] && cell.outputs == [places])
    #expect(cell.edges.map(\.from) == Array(0..<places) && cell.edges.map(\.to) == Array(1...places))
    for (place, edge) in cell.edges.enumerated() {
      guard case .choice(let choice) = supernet.nodes[edge.choice].operation else {
        Issue.record("\(supernet.nodes[edge.choice].id) is no choice")
        continue
      }
      #expect(choice.decision == place && choice.alternatives.count == space.decisions[place].options.count)
      for (alternative, input) in zip(choice.alternatives, supernet.nodes[edge.choice].inputs) {
        #expect(alternative.nodes.last == input)
      }
    }
    return try supernet.cost(for: imageNet)
  }

  /// What a network and the supernet have in common has one name and one shape, so weights can be taken over.
  static func checkNames(of name: String) throws {
    let space = try space(name, small)
    let sharing = try #require(space.weightSharing)
    let supernet = try sharing.supernet(for: .cifar10)
    let shapes = try supernet.cost(for: .cifar10).shapes
    let known = Dictionary(uniqueKeysWithValues: zip(supernet.nodes, shapes).map { ($0.0.id, ($0.0.operation, $0.1)) })
    var random = RandomStream(seed: 23)
    for _ in 0..<50 {
      let architecture = try space.sample(&random)
      #expect(try sharing.path(of: architecture) == architecture.tokens)
      let network = try space.network(for: architecture, task: .cifar10)
      for (node, shape) in zip(network.nodes, try network.cost(for: .cifar10).shapes) {
        guard case .conv2d = node.operation else { continue }
        let match = try #require(known[node.id], "\(node.id)")
        #expect(match.0 == node.operation && match.1 == shape)
      }
    }
  }
}
