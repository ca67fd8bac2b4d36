import NASPlugin
import PluginHosting
import Tensors
import Training
import Workers

/// Trains one architecture on all training images and measures it on the test images.
struct Retrainer {
  private let setup: WorkerSetup
  private let coordinator: Coordinator

  init(_ setup: WorkerSetup, _ coordinator: Coordinator) { (self.setup, self.coordinator) = (setup, coordinator) }

  /// Runs a request; every epoch is told to the coordinator.
  func run(_ request: RetrainRequest) throws -> RetrainResult {
    guard let plan = setup.data else {
      throw NASError(
        .missing, "there are no images to retrain on", hint: "name a data set under 'data:' in the study file")
    }
    let images = try StudyImages(plan, seed: setup.seed, cache: setup.folders.cache)
    let module = try module(request, images)
    var result = RetrainResult(params: module.cost.params, macs: module.cost.macs)
    try train(module, request, images.retraining(), &result)
    let test = try Validator(module).measure(try images.batches(.test))
    (result.testLoss, result.testAccuracy, result.testTop5) = (test.loss, test.accuracy, test.top5)
    if let path = request.weights { try module.save(to: path) }
    return result
  }

  private func module(_ request: RetrainRequest, _ images: StudyImages) throws -> Module {
    let space = try ForeignSpace(Workshop(setup, coordinator).make(request.space))
    let network = try space.network(for: Architecture(request.tokens), task: images.task)
    try setup.prepareTorch()
    let random = RandomSource(seed: request.seed).source("weights")
    return try Module(network, task: images.task, random: random, device: setup.device)
  }

  private func train(_ module: Module, _ request: RetrainRequest, _ data: TrainingData, _ result: inout RetrainResult)
    throws
  {
    let random = RandomSource(seed: request.seed).source("training")
    let recipe = try Recipe(request.recipe, for: module.network)
    var trainer = Trainer(module, recipe: recipe, data: data, random: random)
    trainer.isCancelled = { [coordinator] in coordinator.cancel.isRaised }
    trainer.note = { [coordinator] in coordinator.log(.info, $0) }
    var facts = TrainingFacts(module.network, recipe, seeds: [request.seed])
    facts.add("retraining", "\(setup.threads) threads")
    trainer.checkpoint = try setup.checkpoint(named: facts.digest)
    try trainer.train { epoch in
      (result.epochs, result.seconds) = (epoch.epoch, epoch.seconds)
      coordinator.mention(.epoch(EpochRecord(epoch)))
      return false
    }
  }
}
