import NASPlugin

/// Trains each candidate on the training split by a recipe and measures it on the validation split.
struct TrainAndValidate: Evaluator, Component {
  struct Configuration: ComponentConfiguration {
    var recipe = Recipe()
  }

  static let descriptor = ComponentDescriptor(
    name: "train-and-validate", summary: "Trains each network and measures its accuracy on the validation images.")

  let metrics = [
    Metric("accuracy"), Metric("loss", maximize: false), Metric("train_accuracy"), Metric("params", maximize: false),
    Metric("macs", maximize: false), Metric("seconds", unit: "s", maximize: false, measured: true), Metric("top5"),
    Metric("images_per_second", unit: "1/s", measured: true),
    Metric("peak_memory", unit: "B", maximize: false, measured: true),
  ]
  let recipe: Recipe
  let space: any SearchSpace
  let task: LearningTask

  init(configuration: Configuration, context: ComponentContext) throws {
    guard let data = context.data else {
      throw NASError(
        .missing, "train-and-validate needs images to train on", hint: "name a data set under 'data:' in the study file"
      )
    }
    (recipe, space, task) = (configuration.recipe, try context.space, data.task)
  }

  /// A candidate that cannot be built or trained fails alone, with its reason; a cancelled session ends all.
  func evaluate(_ candidates: [Candidate], in session: EvaluationSession) throws -> [Evaluation] {
    let training = try session.training
    return try candidates.enumerated().map { row, candidate in
      do {
        return try evaluate(candidate, row, training, session)
      } catch let error as NASError where error.code != .cancelled {
        return .failed("\(error)")
      }
    }
  }

  private func evaluate(
    _ candidate: Candidate, _ row: Int, _ training: TrainingService, _ session: EvaluationSession
  ) throws -> Evaluation {
    let network = try space.network(for: candidate.architecture, task: task)
    let cost = try network.cost(for: task)
    let seeds = RandomSource(seed: candidate.seed)
    let module = try training.makeModule(network, seed: seeds.source("weights").seed)
    if let parent = candidate.parentWeights { _ = try module.inherit(from: parent) }
    let watch = TrainingWatch { session.report(row, step: Double($0.epoch), values($0, cost)) }
    let fidelity = candidate.proposal.fidelity
    try module.train(recipe, seed: seeds.source("training").seed, fidelity: fidelity, report: watch.report)
    guard let last = watch.last else { return .failed("the training ended before its first epoch") }
    var end = last
    let measured = try module.validate(on: .validation)
    (end.validationLoss, end.validationAccuracy) = (measured.loss, measured.accuracy)
    end.validationTop5 = measured.top5
    try keepWeights(of: module, candidate.trial, session)
    return watch.isStopped ? .pruned(values(end, cost)) : .completed(values(end, cost))
  }

  /// The metrics after an epoch, in their order.
  private func values(_ epoch: EpochReport, _ cost: NetworkCost) -> [Double] {
    [
      epoch.validationAccuracy, epoch.validationLoss, epoch.trainAccuracy, Double(cost.params), Double(cost.macs),
      epoch.seconds, epoch.validationTop5, epoch.imagesPerSecond, epoch.peakMemory,
    ]
  }

  private func keepWeights(of module: TrainableModule, _ trial: TrialID, _ session: EvaluationSession) throws {
    guard let artifacts = session.artifacts else { return }
    let name = "weights.safetensors"
    let path = try artifacts.scratchPath(name)
    try module.save(to: path)
    try artifacts.keep(path, as: name, of: trial)
  }
}

/// Remembers the last epoch of a training, and whether it was stopped there.
private final class TrainingWatch {
  private let tell: (EpochReport) -> Bool
  private(set) var last: EpochReport?
  private(set) var isStopped = false

  init(_ tell: @escaping (EpochReport) -> Bool) { self.tell = tell }

  func report(_ epoch: EpochReport) -> Bool {
    last = epoch
    isStopped = tell(epoch)
    return isStopped
  }
}
