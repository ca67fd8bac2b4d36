package import NASPlugin
import Tensors

/// Trains a module by a recipe: the loop of every training of this project.
///
/// Same module, recipe, data and source on the same kind of machine: the same weights, bit for bit.
package struct Trainer {
  let module: Module
  let recipe: Recipe
  let data: TrainingData
  /// Seeds the order of the images, their augmentation and dropout.
  let random: RandomSource
  /// Asked before every step; true ends the training with `.cancelled`.
  package var isCancelled: () -> Bool = { false }
  /// Which alternatives of a supernet a step trains, drawn from the stream of that step; a plain network has none.
  package var routing: (inout RandomStream) throws -> Routing = { _ in .whole }
  /// Where the training is written down now and then, to go on from there; nil nowhere.
  package var checkpoint: CheckpointPlace?

  /// Told, in a sentence, what a person reading the log would want to know.
  package var note: (String) -> Void = { _ in }

  /// A training that has not begun.
  package init(_ module: Module, recipe: Recipe, data: TrainingData, random: RandomSource) {
    (self.module, self.recipe, self.data, self.random) = (module, recipe, data, random)
  }

  /// Trains; `report` is told of each epoch and returns true to stop.
  ///
  /// A training that goes on from a checkpoint reports the epochs before it again. Throws `.failed` as soon as the loss
  /// is not finite, `.cancelled` where somebody asked to stop; the checkpoint then stays.
  package func train(_ fidelity: Fidelity? = nil, report: (EpochReport) -> Bool) throws {
    let run = try TrainingRun(self, fidelity)
    try run.resume()
    var stopped = run.reports.contains(where: report)
    while !stopped, !run.isDone {
      try run.trainEpoch()
      stopped = report(try run.measure())
      if !stopped, !run.isDone { try run.save() }
    }
    try run.finish()
  }
}
