import Foundation
import NASPlugin

/// How many steps a training makes, and what changes from step to step.
struct TrainingSteps {
  /// All steps.
  let count: Int
  /// The steps of a pass over the images.
  let perEpoch: Int
  private let rate: LearningRate
  private let ramp: Recipe.Ramp

  /// The steps of a recipe, as many of them as the fidelity asks for; throws where it is no amount of training.
  init(_ recipe: Recipe, _ fidelity: Fidelity?, perEpoch: Int) throws {
    let full = recipe.steps.value > 0 ? recipe.steps.value : recipe.epochs.value * perEpoch
    count = try fidelity.map { try Self.amount($0, of: full, perEpoch) } ?? full
    self.perEpoch = perEpoch
    rate = LearningRate(recipe, steps: count, stepsPerEpoch: perEpoch)
    ramp = recipe.dropPathSchedule.value
    guard recipe.warmupEpochs.value * Double(perEpoch) < Double(count) else {
      throw NASError(
        .invalid,
        "the recipe warms up for \(recipe.warmupEpochs.value) epochs, but the training has only \(count) steps",
        hint: "lower warmup_epochs, or train longer")
    }
  }

  private static func amount(_ fidelity: Fidelity, of full: Int, _ perEpoch: Int) throws -> Int {
    let steps =
      switch fidelity.unit {
      case .fraction: Double(full) * fidelity.amount
      case .epochs: Double(perEpoch) * fidelity.amount
      case .steps: fidelity.amount
      }
    guard fidelity.amount > 0, steps <= 1e12 else {
      throw NASError(
        .invalid, "the fidelity \(fidelity.amount) is no amount of training", hint: "ask for a positive number")
    }
    return max(1, Int(steps.rounded()))
  }

  /// The learning rate of a step, from 0.
  func learningRate(_ step: Int) -> Double { rate(step) }

  /// The share of the network's drop path probabilities that holds in a step (ScheduledDropPath, Zoph and others 2018).
  func dropPathScale(_ step: Int) -> Double {
    switch ramp {
    case .constant: 1
    case .linear: Double(step) / Double(count)
    case .linearPerEpoch: Double(step / perEpoch * perEpoch) / Double(count)
    }
  }
}
