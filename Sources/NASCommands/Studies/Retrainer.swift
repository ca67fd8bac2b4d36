import Engine
import Foundation
import NASPlugin
import Planning
import Storage
import Workers

/// Trains the best architectures to the end, on all training images, and measures them on the test images.
struct Retrainer {
  let assembly: StudyAssembly
  let store: StudyStore
  let artifacts: ArtifactFolder

  /// Retrains what is not yet retrained; each result is recorded at once.
  func retrain(_ display: ProgressDisplay) throws {
    guard let plan = assembly.plan.retrain, let folder = assembly.folder else { return }
    var done = try StudyRecordFacts(store).retrained
    let winners = Ranking.top(plan.top, of: try store.history().outcomes.compactMap(\.self))
    for winner in winners where !done.contains(where: { $0.trial == winner.trial }) {
      display.note("retraining trial \(winner.trial) on all training images")
      let (result, weights) = try run(plan, winner, folder, display)
      done.append(RetrainedRecord(result, trial: winner.trial, weights: weights.path))
      try store.record([.artifact(weights), .fact(key: "retrained", value: try JSONOutput.text(done))])
    }
  }

  private func run(
    _ plan: RetrainPlan, _ winner: Outcome, _ folder: StudyFolder, _ display: ProgressDisplay
  ) throws -> (RetrainResult, ArtifactRecord) {
    let seed = RandomSource(seed: assembly.plan.seed).source("retraining").source(winner.trial).seed
    var request = RetrainRequest(winner.architecture, space: plan.space, recipe: plan.recipe, seed: seed)
    let file = URL(fileURLWithPath: folder.scratch).standardizedFileURL.path + "/retrained-\(winner.trial).safetensors"
    request.weights = file
    var setup = assembly.workerSetup
    setup.threads = assembly.plan.threads
    var limits = assembly.workerLimits
    (limits.evaluation, limits.memory, limits.workers) = (nil, nil, 1)
    let result = try Retraining.run(request, setup: setup, limits: limits, hooks: assembly.workerHooks) { epoch in
      display.note(
        "  epoch \(epoch.epoch)  loss \(Numbers.text(epoch.trainLoss, digits: 4))  training accuracy "
          + "\(Numbers.text(epoch.trainAccuracy, digits: 4))  \(Durations.text(epoch.seconds))")
    }
    return (result, try artifacts.take(file, name: "retrained.safetensors", of: nil))
  }
}

extension RetrainedRecord {
  /// The record of a retraining.
  init(_ result: RetrainResult, trial: TrialID, weights: String) {
    (self.trial, self.weights, seconds) = (trial, weights, result.seconds)
    (testAccuracy, testLoss, epochs) = (result.testAccuracy, result.testLoss, result.epochs)
    testTop5 = result.testTop5.isFinite ? result.testTop5 : nil
    (params, macs) = (result.params, result.macs)
  }
}
