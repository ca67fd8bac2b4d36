import NASPlugin
package import Tensors

/// Which alternatives of a network's choices a forward pass computes.
package enum Routing {
  /// The network as it is; it has no choices.
  case whole
  /// One alternative per choice node, in the order of the nodes.
  case single([Int])
  /// The weighted sum of all alternatives: per choice node, a tensor of one number per alternative.
  ///
  /// Gradients flow into the weights. An alternative that is zero adds nothing; its weight stays unused.
  case mixed([Tensor])
}

extension Routing {
  /// Throws `.invalid` where the routing is not one of this supernet.
  func check(_ choices: [ChoiceNode]) throws {
    switch self {
    case .whole:
      guard let first = choices.first else { return }
      throw NASError(
        .invalid, "node '\(first.id)' is a choice: a supernet cannot run as one network",
        hint: "name one alternative for each of its \(choices.count) choices, or a weight for every alternative")
    case .single(let tokens):
      try checkCount(tokens.count, "alternatives", choices)
      for (token, choice) in zip(tokens, choices) where token < 0 || token >= choice.alternatives {
        throw NASError(
          .invalid, "the path takes alternative \(token) of node '\(choice.id)'",
          hint: "it has \(choice.alternatives), counted from 0")
      }
    case .mixed(let weights):
      try checkCount(weights.count, "tensors of weights", choices)
      for (tensor, choice) in zip(weights, choices) where tensor.count != choice.alternatives {
        throw NASError(
          .invalid,
          "node '\(choice.id)' has \(choice.alternatives) alternatives, but \(tensor.count) weights were given",
          hint: "give one weight per alternative")
      }
    }
  }

  private func checkCount(_ count: Int, _ what: String, _ choices: [ChoiceNode]) throws {
    guard count == choices.count else {
      throw NASError(
        .invalid, "\(count) \(what) were given for a network of \(choices.count) choices",
        hint: "give one for each choice node, in the order of the nodes")
    }
  }
}
