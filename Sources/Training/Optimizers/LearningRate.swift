import Foundation
package import NASPlugin

/// The learning rate of every step of a training.
package struct LearningRate: Sendable {
  let start: Double
  let end: Double
  let schedule: Recipe.Schedule
  let steps: Int

  /// The schedule of a recipe over a number of steps.
  package init(_ recipe: Recipe, steps: Int) {
    (start, end) = (recipe.learningRate.value, recipe.finalLearningRate.value)
    (schedule, self.steps) = (recipe.schedule.value, steps)
  }

  /// The rate of a step, from 0: by the cosine (Loshchilov and Hutter 2017, without restarts) from start to end.
  package func callAsFunction(_ step: Int) -> Double {
    switch schedule {
    case .constant: start
    case .cosine: end + (start - end) * (1 + cos(.pi * Double(step) / Double(max(1, steps)))) / 2
    }
  }
}
