import Datasets
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

  /// A training that has not begun.
  package init(_ module: Module, recipe: Recipe, data: TrainingData, random: RandomSource) {
    (self.module, self.recipe, self.data, self.random) = (module, recipe, data, random)
  }

  /// Trains; `report` is told of each epoch and returns true to stop.
  ///
  /// Throws `.failed` as soon as the loss is not finite, `.cancelled` where somebody asked to stop.
  package func train(_ fidelity: Fidelity? = nil, report: (EpochReport) -> Bool) throws {
    let batches = try data.batches(recipe)
    let buffer = BatchBuffer(for: batches)
    let steps = try totalSteps(fidelity, perEpoch: batches.batchCount)
    let rate = LearningRate(recipe, steps: steps)
    var optimizer = try SGD(module.parameters.map(\.tensor), recipe: recipe)
    let usesBF16 = recipe.precision.value == .bf16 || (recipe.precision.value == .auto && module.torch.hasFastBF16)
    let start = ContinuousClock.now
    var (step, epoch) = (0, 0)
    while step < steps {
      epoch += 1
      var meter = Meter()
      let order = ImageBatches(batches.epoch(epoch, source: random), buffer: buffer)
      for index in 0..<order.count where step < steps {
        if isCancelled() { throw NASError(.cancelled, "the training was asked to stop at step \(step)") }
        let (images, labels, count) = try order.batch(index)
        let loss = try module.torch.withBF16(usesBF16) {
          let output = try module.forward(images, training: true, random: random.stream("dropout", UInt64(step)))
          try meter.count(output.logits, labels, count)
          return try self.loss(output, labels)
        }
        try loss.backward()
        try module.torch.withoutGradient { try optimizer.step(learningRate: rate(step)) }
        try meter.count(loss, count, epoch: epoch, step: step)
        step += 1
      }
      if try report(measured(epoch, step, &meter, since: start)) { return }
    }
  }

  /// Cross-entropy, with the auxiliary heads' by their weights.
  private func loss(_ output: Module.Output, _ labels: Tensor) throws -> Tensor {
    try output.auxiliary.reduce(try output.logits.converted(to: .float).crossEntropy(labels)) { sum, head in
      try sum.adding(try head.logits.converted(to: .float).crossEntropy(labels).scaled(by: head.weight))
    }
  }

  private func totalSteps(_ fidelity: Fidelity?, perEpoch: Int) throws -> Int {
    let full = recipe.epochs.value * perEpoch
    guard let fidelity else { return full }
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

  private func measured(_ epoch: Int, _ step: Int, _ meter: inout Meter, since start: ContinuousClock.Instant) throws
    -> EpochReport
  {
    var report = EpochReport(epoch: epoch, step: step)
    (report.trainLoss, report.trainAccuracy) = try meter.means()
    if let validation = data.validation {
      (report.validationLoss, report.validationAccuracy) = try Validator(module).measure(validation)
    }
    report.seconds = (ContinuousClock.now - start) / .seconds(1)
    return report
  }
}
