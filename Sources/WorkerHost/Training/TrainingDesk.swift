import CNASPlugin
import NASPlugin
import Planning
import PluginHosting
import Tensors
import Training
import Workers

/// Trains networks for plugins (`nas.svc.training/1`); libtorch is opened with the first of them.
final class TrainingDesk {
  let images: StudyImages
  private let data: TrainingData
  private let setup: WorkerSetup
  private let coordinator: Coordinator
  /// Monotonic nanoseconds by which the candidate in hand must be done.
  var deadline: UInt64?

  /// A desk over the study's images; throws what is missing or damaged.
  init(_ plan: DataPlan, _ setup: WorkerSetup, _ coordinator: Coordinator) throws {
    images = try StudyImages(plan, seed: setup.seed, cache: setup.folders.cache)
    (data, self.setup, self.coordinator) = (try images.searching(), setup, coordinator)
  }

  /// A module with fresh weights.
  func makeModule(_ network: Network, seed: UInt64) throws -> ModuleOnDesk {
    try setup.prepareTorch()
    ProcessMemory.forgetPeak()
    let random = RandomSource(seed: seed)
    return ModuleOnDesk(try Module(network, task: images.task, random: random, device: setup.device), seed: seed)
  }

  /// Takes over the weights of a file; what was taken and what was not is logged.
  func inherit(_ item: ModuleOnDesk, from path: String) throws -> Inheritance {
    item.validation = nil
    let answer = try item.module.inherit(from: path)
    coordinator.log(.info, answer.summary())
    item.parent = path
    return answer
  }

  /// Trains on the training split; the network's own settings go before the recipe's.
  func train(
    _ item: ModuleOnDesk, _ recipe: Recipe, seed: UInt64, fidelity: Fidelity, report: (EpochReport) -> Bool
  ) throws {
    item.validation = nil
    var trainer = Trainer(item.module, recipe: recipe, data: data, random: RandomSource(seed: seed))
    trainer.isCancelled = { [coordinator, deadline] in
      coordinator.cancel.isRaised || deadline.map { MonotonicClock.now >= $0 } ?? false
    }
    trainer.note = { [coordinator] in coordinator.log(.info, $0) }
    trainer.checkpoint = item.isTrained ? nil : try place(item, recipe, seed, fidelity)
    item.isTrained = true
    do {
      try trainer.train(fidelity) { epoch in
        if epoch.validationLoss.isFinite { item.validation = epoch }
        return report(epoch)
      }
    } catch let error as NASError where error.code == .cancelled && !coordinator.cancel.isRaised {
      throw NASError(.timeout, "the training did not end before its deadline")
    }
  }

  /// Where a training is written down; everything that decides its result names the file.
  private func place(_ item: ModuleOnDesk, _ recipe: Recipe, _ seed: UInt64, _ fidelity: Fidelity) throws
    -> CheckpointPlace
  {
    var facts = TrainingFacts(item.module.network, recipe, seeds: [item.seed, seed])
    facts.add("\(fidelity.amount) \(fidelity.unit)", try item.parent.map(TrainingFacts.digest) ?? "")
    return try setup.checkpoint(named: facts.digest)
  }

  /// Measures a part of the data; what the last epoch measured is not measured again.
  func validate(_ item: ModuleOnDesk, on part: TrainableModule.Split) throws -> Validation {
    if part == .validation, let known = item.validation {
      return Validation(loss: known.validationLoss, accuracy: known.validationAccuracy, top5: known.validationTop5)
    }
    return try Validator(item.module).measure(try images.batches(part))
  }
}
