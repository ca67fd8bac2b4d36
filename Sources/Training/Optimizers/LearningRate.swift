import Foundation
package import NASPlugin

/// The learning rate of every step of a training.
package struct LearningRate: Sendable {
  private let recipe: Recipe
  private let steps: Int
  private let stepsPerEpoch: Int
  private let warmup: Double

  /// The schedule of a recipe over a number of steps.
  package init(_ recipe: Recipe, steps: Int, stepsPerEpoch: Int) {
    (self.recipe, self.steps, self.stepsPerEpoch) = (recipe, steps, max(1, stepsPerEpoch))
    warmup = recipe.warmupEpochs.value * Double(max(1, stepsPerEpoch))
  }

  /// The rate of a step, from 0.
  package func callAsFunction(_ step: Int) -> Double {
    let step = recipe.schedulePer.value == .epoch ? step / stepsPerEpoch * stepsPerEpoch : step
    let start = recipe.learningRate.value
    guard Double(step) < warmup else { return scheduled(Double(step) - warmup) }
    let low = recipe.warmupLearningRate.value
    return low + (start - low) * Double(step) / warmup
  }

  /// The rate after a number of steps beyond the warm-up.
  private func scheduled(_ done: Double) -> Double {
    let (start, end) = (recipe.learningRate.value, recipe.finalLearningRate.value)
    let share = done / max(1, Double(steps) - warmup)
    let decays = done / Double(stepsPerEpoch) / recipe.decayEpochs.value
    switch recipe.schedule.value {
    case .constant: return start
    // Loshchilov and Hutter 2017, without restarts.
    case .cosine: return end + (start - end) * (1 + cos(.pi * share)) / 2
    case .linear: return start + (end - start) * share
    case .step: return start * pow(recipe.decayRate.value, decays.rounded(.down))
    case .exponential: return start * pow(recipe.decayRate.value, decays)
    }
  }
}
