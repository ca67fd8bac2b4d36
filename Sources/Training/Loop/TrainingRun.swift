import Datasets
import NASPlugin
import Tensors

/// A training while it goes on: what has been done, and all that the next step needs.
final class TrainingRun {
  private let trainer: Trainer
  private let batches: BatchMaker
  private let buffer: BatchBuffer
  private let steps: TrainingSteps
  private let optimizer: Optimizer
  private let average: WeightAverage?
  private let usesBF16: Bool
  private var stopwatch = TrainingStopwatch()
  private var meter = Meter()
  private var checkpoint: CheckpointFile?
  /// What was done.
  private(set) var progress = TrainingProgress()

  /// A run before its first step.
  init(_ trainer: Trainer, _ fidelity: Fidelity?) throws {
    let (module, recipe) = (trainer.module, trainer.recipe)
    self.trainer = trainer
    batches = try trainer.data.batches(recipe, classes: module.task.classes)
    buffer = BatchBuffer(for: batches)
    steps = try TrainingSteps(recipe, fidelity, perEpoch: batches.batchCount)
    module.batchNormEpsilon = recipe.batchNormEpsilon.value
    optimizer = try Optimizer(module.parameters, recipe: recipe)
    average = recipe.ema.value > 0 ? try WeightAverage(module, decay: recipe.ema.value) : nil
    usesBF16 =
      recipe.precision.value == .bf16
      || (recipe.precision.value == .auto && module.torch.hasFastBF16(on: module.device))
    let state = module.state + optimizer.memory + (average?.memory ?? [])
    checkpoint = trainer.checkpoint.map { CheckpointFile($0, state: state) }
  }

  /// The epochs that were reported before this run took up the training.
  var reports: [EpochReport] { progress.reports }

  var isDone: Bool { progress.step >= steps.count }

  /// Goes on from the checkpoint where there is one.
  func resume() throws {
    if let found = try trainer.module.torch.withoutGradient({ try checkpoint?.load() }) {
      progress = found
      trainer.note(
        "a training goes on from its checkpoint after epoch \(found.epoch), step \(found.step) of \(steps.count)")
    }
    stopwatch = TrainingStopwatch(after: progress.reports.last?.seconds ?? 0)
  }

  /// Makes the steps of one pass over the images.
  func trainEpoch() throws {
    meter = Meter()
    progress.epoch += 1
    stopwatch.beginTraining()
    let order = ImageBatches(
      batches.epoch(progress.epoch, source: trainer.random), buffer: buffer, trainer.module.device)
    for index in 0..<order.count where !isDone {
      if trainer.isCancelled() {
        throw NASError(.cancelled, "the training was asked to stop at step \(progress.step)")
      }
      try makeStep(try order.batch(index))
    }
    stopwatch.endTraining(images: meter.images)
  }

  private func makeStep(_ batch: ImageBatches.Batch) throws {
    let (module, step) = (trainer.module, progress.step)
    var mode = ForwardMode(isTraining: true, random: trainer.random.stream("dropout", UInt64(step)))
    mode.dropPathScale = steps.dropPathScale(step)
    mode.batchNormMomentum = trainer.recipe.batchNormMomentum.value
    mode.batchNormEpsilon = module.batchNormEpsilon
    var stream = trainer.random.stream("path", UInt64(step))
    mode.routing = try trainer.routing(&stream)
    let loss = try module.torch.withBF16(usesBF16, on: module.device) {
      let output = try module.forward(batch.images, mode)
      try meter.count(output.logits, batch.labels, batch.count)
      return try output.loss(batch.labels, smoothing: trainer.recipe.labelSmoothing.value)
    }
    try loss.backward()
    try module.torch.withoutGradient {
      try optimizer.step(learningRate: steps.learningRate(step))
      try average?.update(step: step)
    }
    try meter.count(loss, batch.count, epoch: progress.epoch, step: step)
    progress.step += 1
  }

  /// What the epoch that was just trained comes to, validated where the recipe says so.
  func measure() throws -> EpochReport {
    var report = EpochReport(epoch: progress.epoch, step: progress.step)
    (report.trainLoss, report.trainAccuracy) = try meter.means()
    let every = trainer.recipe.validateEvery.value
    if let images = trainer.data.validation, isDone || (every > 0 && progress.epoch % every == 0) {
      let validator = Validator(trainer.module)
      let found = try average?.whileHeld { try validator.measure(images) } ?? validator.measure(images)
      (report.validationLoss, report.validationAccuracy) = (found.loss, found.accuracy)
      report.validationTop5 = found.top5
    }
    (report.seconds, report.imagesPerSecond) = (stopwatch.seconds, stopwatch.imagesPerSecond)
    report.peakMemory = Double(ProcessMemory.peak)
    progress.reports.append(report)
    return report
  }

  /// Writes the training down, unless that was done a moment ago.
  func save() throws { try checkpoint?.save(progress) }

  /// Leaves the weights that shall be kept in the module; the checkpoint has served.
  func finish() throws {
    try trainer.module.torch.withoutGradient { try average?.hold() }
    checkpoint?.remove()
  }
}
