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
  private let threads: Int
  private let coordinator: Coordinator
  /// Monotonic nanoseconds by which the candidate in hand must be done.
  var deadline: UInt64?

  /// A desk over the study's images; throws what is missing or damaged.
  init(_ plan: DataPlan, _ setup: WorkerSetup, _ coordinator: Coordinator) throws {
    images = try StudyImages(plan, seed: setup.seed, cache: setup.folders.cache)
    (data, threads, self.coordinator) = (try images.searching(), setup.threads, coordinator)
  }

  /// A module with fresh weights.
  func makeModule(_ network: Network, seed: UInt64) throws -> ModuleOnDesk {
    try Torch().setThreads(threads)
    return ModuleOnDesk(try Module(network, task: images.task, random: RandomSource(seed: seed)))
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
    do {
      try trainer.train(fidelity) { epoch in
        if epoch.validationLoss.isFinite { item.validation = (epoch.validationLoss, epoch.validationAccuracy) }
        return report(epoch)
      }
    } catch let error as NASError where error.code == .cancelled && !coordinator.cancel.isRaised {
      throw NASError(.timeout, "the training did not end before its deadline")
    }
  }

  /// Loss and accuracy on a part of the data; that of the last epoch is not measured again.
  func validate(_ item: ModuleOnDesk, on part: TrainableModule.Split) throws -> (loss: Double, accuracy: Double) {
    if part == .validation, let known = item.validation { return known }
    return try Validator(item.module).measure(try images.batches(part))
  }
}

/// A module as a plugin holds it.
final class ModuleOnDesk {
  let module: Module
  /// What the last epoch measured on the validation images; nil where the weights have changed since.
  var validation: (loss: Double, accuracy: Double)?

  init(_ module: Module) { self.module = module }
}
