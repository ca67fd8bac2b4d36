import Foundation
import NASPlugin
import Planning
import PluginHosting
import Testing
import Workers

/// Workers that train real networks on real images: the training service, artifacts, retraining.
@Suite(.serialized, .enabled(if: TrainingStudy.obstacle == nil, "\(TrainingStudy.obstacle ?? "")"))
struct TrainingWorkerTests {
  private static let simple = Architecture([3, 3, 3, 3, 3, 3])

  private func candidate(_ trial: TrialID, seed: UInt64 = 5) -> Candidate {
    Candidate(trial: trial, proposal: Proposal(Self.simple), seed: seed)
  }

  @Test func aCandidateIsTrainedAndItsWeightsKept() throws {
    let study = try TrainingStudy()
    defer { study.remove() }
    let pool = try WorkerPool(setup: study.setup(), limits: study.limits)
    defer { pool.stop() }
    #expect(pool.metrics.map(\.name).prefix(2) == ["accuracy", "loss"])
    try pool.submit([candidate(0)])
    let result = try #require(try pool.wait().first)
    guard case .completed(let values) = result.evaluation else { return #expect(Bool(false), "\(result)") }
    #expect(values[0] > 0.2, "ten classes by chance are 0.1")
    #expect(result.curve.map(\.step) == [1, 2])
    #expect(result.curve.last?.metrics[0] == values[0])
    let weights = try #require(result.artifacts.first)
    #expect(weights.name == "weights.safetensors" && FileManager.default.fileExists(atPath: weights.path))
  }

  @Test func theSameSeedTrainsTheSameNetworkInAnyWorker() throws {
    let study = try TrainingStudy()
    defer { study.remove() }
    let pool = try WorkerPool(setup: study.setup(), limits: study.limits)
    defer { pool.stop() }
    try pool.submit([candidate(0), candidate(1), candidate(2, seed: 6)])
    var results: [TrialResult] = []
    while results.count < 3 { results += try pool.wait() }
    results.sort { $0.trial < $1.trial }
    func accuracies(_ trial: Int) -> [[UInt64]] { results[trial].curve.map { $0.metrics.prefix(3).map(\.bitPattern) } }
    #expect(accuracies(0) == accuracies(1))
    #expect(accuracies(0) != accuracies(2))
    func weights(_ trial: Int) throws -> Data {
      try Data(contentsOf: URL(fileURLWithPath: #require(results[trial].artifacts.first).path))
    }
    #expect(try weights(0) == weights(1))
    #expect(try weights(0) != weights(2))
  }

  @Test func parentsHandTheirWeightsOn() throws {
    let study = try TrainingStudy()
    defer { study.remove() }
    let pool = try WorkerPool(setup: study.setup(), limits: study.limits)
    defer { pool.stop() }
    try pool.submit([candidate(0)])
    let parent = try #require(try pool.wait().first?.artifacts.first)
    var child = candidate(1)
    (child.parentWeights, child.proposal.parent, child.proposal.inherits) = (parent.path, 0, true)
    var stranger = candidate(2)
    stranger.parentWeights = study.folder + "/nothing.safetensors"
    try pool.submit([child, stranger])
    var results: [TrialResult] = []
    while results.count < 2 { results += try pool.wait() }
    results.sort { $0.trial < $1.trial }
    #expect(results[0].failure == nil, "\(results[0])")
    #expect(results[1].failure?.kind == .failed && results[1].failure?.sentence.contains("nothing.safetensors") == true)
  }

  @Test func trainingLooksAtItsDeadline() throws {
    let study = try TrainingStudy()
    defer { study.remove() }
    var limits = study.limits
    limits.evaluation = 1
    let pool = try WorkerPool(setup: study.setup(epochs: 10_000), limits: limits)
    defer { pool.stop() }
    try pool.submit([candidate(0)])
    #expect(try pool.wait().first?.failure?.kind == .timeout)
  }

  @Test func missingImagesAreAnErrorOfTheStudy() throws {
    let study = try TrainingStudy()
    defer { study.remove() }
    var setup = try study.setup()
    setup.data?.path = study.folder
    let error = #expect(throws: NASError.self) { try WorkerPool(setup: setup, limits: study.limits) }
    #expect(error?.message.contains(study.folder) == true, "\(String(describing: error))")
  }

  @Test func aRetrainingReportsItsEpochsAndTestAccuracy() throws {
    let study = try TrainingStudy()
    defer { study.remove() }
    let recipe = study.recipe(epochs: 1).map {
      PlannedOption(path: $0.path, value: $0.path == "batch_size" ? .integer(2_000) : $0.value)
    }
    var request = RetrainRequest(Self.simple, space: try study.space(), recipe: recipe, seed: 3)
    request.weights = study.folder + "/winner.safetensors"
    var epochs: [EpochReport] = []
    let result = try Retraining.run(request, setup: study.setup(), limits: study.limits) { epochs.append($0) }
    #expect(epochs.map(\.epoch) == [1] && result.epochs == 1)
    #expect(result.testAccuracy > 0.15 && result.testLoss.isFinite && result.seconds > 0)
    #expect(result.params > 100 && result.macs > 1_000)
    #expect(FileManager.default.fileExists(atPath: study.folder + "/winner.safetensors"))
  }
}
