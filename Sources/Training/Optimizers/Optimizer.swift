package import NASPlugin
import Tensors

/// Changes the parameters of a module by their gradients, as a recipe says.
package struct Optimizer {
  /// Parameters that share a weight decay, with the rule that remembers their past.
  private struct Group {
    var parameters: [Module.NamedTensor]
    var weightDecay: Double
    var rule: any UpdateRule
  }

  private let groups: [Group]
  private let clipping: GradientClipping

  /// An optimizer that has made no step.
  package init(_ parameters: [Module.NamedTensor], recipe: Recipe) throws {
    clipping = GradientClipping(recipe)
    let spares = !recipe.decayNorms.value && recipe.weightDecay.value > 0
    // Scales, shifts and biases are the parameters of one dimension.
    let spared = spares ? try parameters.map { try $0.tensor.shape.count <= 1 } : parameters.map { _ in false }
    groups = try [false, true].compactMap { isSpared in
      let members = zip(parameters, spared).filter { $0.1 == isSpared }.map(\.0)
      guard !members.isEmpty else { return nil }
      let rule = try Self.rule(members.map(\.tensor), recipe)
      return Group(parameters: members, weightDecay: isSpared ? 0 : recipe.weightDecay.value, rule: rule)
    }
  }

  private static func rule(_ parameters: [Tensor], _ recipe: Recipe) throws -> any UpdateRule {
    switch recipe.optimizer.value {
    case .sgd: try SGD(parameters, recipe)
    case .adam: try Adam(parameters, recipe, isDecoupled: false)
    case .adamw: try Adam(parameters, recipe, isDecoupled: true)
    case .rmsprop: try RMSProp(parameters, recipe, isTensorFlow: false)
    case .rmspropTF: try RMSProp(parameters, recipe, isTensorFlow: true)
    }
  }

  /// Changes the parameters that have a gradient, and forgets the gradients; no gradients are recorded meanwhile.
  package func step(learningRate: Double) throws {
    let gradients = try groups.map { group in
      try group.parameters.enumerated().compactMap { index, parameter in
        try parameter.tensor.gradient().map { (index: index, gradient: $0) }
      }
    }
    try clipping.clip(gradients.flatMap { $0.map(\.gradient) })
    for (group, found) in zip(groups, gradients) where !found.isEmpty {
      let indices = found.map(\.index)
      try group.rule.update(
        indices.map { group.parameters[$0].tensor }, by: found.map(\.gradient), at: indices, learningRate: learningRate,
        weightDecay: group.weightDecay)
      for index in indices { group.parameters[index].tensor.clearGradient() }
    }
  }

  /// What the rule remembers, by the names of the parameters and its letters: what a checkpoint must hold.
  package var memory: [Module.NamedTensor] {
    groups.flatMap { group in
      group.rule.memory.flatMap { letter, tensors in
        zip(group.parameters, tensors).map { Module.NamedTensor(name: "\($0.name)/\(letter)", tensor: $1) }
      }
    }
  }
}
