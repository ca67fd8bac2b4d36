import NASPlugin

/// What is known of a network's nodes before a path is chosen, in flat arrays: routes are computed from it at every
/// step of a supernet's training.
struct RouteMap {
  /// How a node is treated when a route is made.
  enum Role: UInt8 {
    case input
    /// The value of its input: identity and auxiliary outputs.
    case alias
    case zero
    /// A function without parameters that keeps zeros: the same input gives the same value, which is computed once.
    case pure
    /// A function without parameters that does not keep zeros.
    case shared
    case drop
    case add
    case concat
    case multiply
    case choice
    /// Convolutions and linear layers, whose results have the computing precision.
    case product
    case norm
  }

  /// An auxiliary output.
  struct Auxiliary {
    var node: Int
    var weight: Double
  }

  private(set) var roles: [Role] = []
  /// The inputs of node i are `inputs[firstInput[i]..<firstInput[i + 1]]`.
  private(set) var inputs: [Int] = []
  private(set) var firstInput: [Int] = [0]
  /// Nodes of equal operations have equal numbers.
  private(set) var kinds: [Int] = []
  /// Whether the memory of the result may be written over: nobody's gradient needs the result itself.
  private(set) var isFresh: [Bool] = []
  /// Whether it is a ReLU, which can work in place.
  private(set) var isReLU: [Bool] = []
  private(set) var choices: [ChoiceNode] = []
  /// Per choice, the nodes that belong to each alternative alone.
  private(set) var alternatives: [[Range<Int>]] = []
  private(set) var auxiliaries: [Auxiliary] = []

  init(_ network: Network) throws {
    var known: [Operation] = []
    for (index, node) in network.nodes.enumerated() {
      roles.append(Self.role(of: node.operation))
      inputs += node.inputs
      firstInput.append(inputs.count)
      isFresh.append(Self.isFresh(node.operation))
      isReLU.append(node.operation == .relu)
      kinds.append(Self.kind(of: node.operation, role: roles[index], &known))
      if case .choice(let choice) = node.operation { try note(choice, index, node) }
      if case .auxiliaryOutput(let weight) = node.operation { auxiliaries.append(.init(node: index, weight: weight)) }
    }
  }

  private static func kind(of operation: Operation, role: Role, _ known: inout [Operation]) -> Int {
    guard role == .pure || role == .shared else { return -1 }
    if let found = known.firstIndex(of: operation) { return found }
    known.append(operation)
    return known.count - 1
  }

  private mutating func note(_ choice: Operation.Choice, _ index: Int, _ node: Network.Node) throws {
    guard choice.alternatives.count == node.inputs.count, !node.inputs.isEmpty else {
      throw NASError(
        .invalid, "choice '\(node.id)' has \(choice.alternatives.count) alternatives and \(node.inputs.count) inputs",
        hint: "input i is what alternative i computes")
    }
    for alternative in choice.alternatives where alternative.nodes.upperBound > index {
      throw NASError(.invalid, "choice '\(node.id)' claims nodes \(alternative.nodes), which do not come before it")
    }
    choices.append(ChoiceNode(node: index, id: node.id, alternatives: node.inputs.count))
    alternatives.append(choice.alternatives.map(\.nodes))
  }

  private static func role(of operation: Operation) -> Role {
    switch operation {
    case .input: .input
    case .identity, .auxiliaryOutput: .alias
    case .zero: .zero
    case .relu, .relu6, .hardSwish, .tanh, .maxPool, .avgPool, .globalAvgPool, .slice, .padChannels, .truncateChannels,
      .pad, .resizeNearest, .channelShuffle:
      .pure
    case .sigmoid: .shared
    case .dropout, .dropPath: .drop
    case .add: .add
    case .concat: .concat
    case .multiply: .multiply
    case .choice: .choice
    case .conv2d, .linear: .product
    case .batchNorm: .norm
    }
  }

  private static func isFresh(_ operation: Operation) -> Bool {
    switch operation {
    case .conv2d, .batchNorm, .maxPool, .avgPool, .globalAvgPool, .add, .multiply, .concat, .padChannels,
      .resizeNearest, .choice:
      true
    // ReLU, sigmoid and tanh are differentiated by their results; slices and linear layers give views.
    default: false
    }
  }
}
