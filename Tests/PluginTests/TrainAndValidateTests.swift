import NASPlugin
import NASPluginTesting
import Testing

@Suite struct TrainAndValidateTests {
  private let data = DataDescription(
    name: "squares", task: LearningTask(channels: 1, height: 8, width: 8, classes: 3), train: 100, validation: 50,
    test: 10)

  private func evaluator(_ trainer: FakeTrainer, options: InProcessPlugin.Values = []) throws -> ForeignEvaluator {
    let host = TestHost(space: try BuiltPlugins.toySpace(bits: 6), data: data, services: trainer.services)
    return try BuiltPlugins.trainAndValidate.get().evaluator("train-and-validate", options: options, host: host)
  }

  private func candidate(_ tokens: [Int32] = [1, 0, 1, 0, 0, 1], seed: UInt64 = 5, trial: TrialID = 0) -> Candidate {
    Candidate(trial: trial, proposal: Proposal(Architecture(tokens)), seed: seed)
  }

  @Test func keepsEveryPromise() throws {
    let space = try BuiltPlugins.toySpace(bits: 6)
    let trainer = FakeTrainer()
    #expect(checkEvaluator(over: space) { try evaluator(trainer) } == [])
  }

  @Test func declaresItsMetrics() throws {
    let metrics = try evaluator(FakeTrainer()).metrics
    #expect(
      metrics.map(\.name) == [
        "accuracy", "loss", "train_accuracy", "params", "macs", "seconds", "top5", "images_per_second", "peak_memory",
      ])
    #expect(metrics.map(\.isMaximized) == [true, false, true, false, false, false, true, true, false])
    #expect(metrics.map(\.isMeasured) == [false, false, false, false, false, true, false, true, true])
  }

  @Test func trainsTheNetworkOfTheCandidate() throws {
    let trainer = FakeTrainer()
    let result = try evaluator(trainer).evaluate([candidate()])[0].evaluation
    let network = try ToySpace(bits: 6).network(for: Architecture([1, 0, 1, 0, 0, 1]), task: data.task)
    let cost = try network.cost(for: data.task)
    #expect(trainer.networks == [network])
    #expect(trainer.validated == [1])
    // The fake trainer's validation says 0.75, 0.5 and 0.9; its last epoch 0.6 on the training images after 3 seconds.
    #expect(result == .completed([0.75, 0.5, 0.6, Double(cost.params), Double(cost.macs), 3, 0.9, 120, 4_096]))
    #expect(trainer.alive == 0, "the module is released")
  }

  @Test func handsOverRecipeSeedsAndFidelity() throws {
    let trainer = FakeTrainer()
    let options: InProcessPlugin.Values = [
      ("recipe.epochs", .integer(3)), ("recipe.learning_rate", .real(0.25)), ("recipe.flip", .boolean(false)),
    ]
    var wanted = candidate(seed: 9)
    wanted.proposal.fidelity = Fidelity(2, .epochs)
    _ = try evaluator(trainer, options: options).evaluate([wanted, candidate(seed: 9), candidate(seed: 10)])
    #expect(trainer.recipes[0]["epochs"] == .integer(3) && trainer.recipes[0]["learning_rate"] == .real(0.25))
    #expect(trainer.recipes[0]["flip"] == .boolean(false) && trainer.recipes[0]["batch_size"] == .integer(64))
    #expect(trainer.fidelities == [Fidelity(2, .epochs), Fidelity(1, .fraction), Fidelity(1, .fraction)])
    #expect(trainer.seeds[0] == trainer.seeds[1] && trainer.seeds[0] != trainer.seeds[2])
    #expect(trainer.seeds[0].weights != trainer.seeds[0].training)
  }

  @Test func reportsACurveAndStopsWhenAsked() throws {
    let trainer = FakeTrainer()
    var points: [CurvePoint] = []
    let result = try evaluator(trainer).evaluate([candidate()]) { row, point in
      points.append(point)
      return point.step == 2
    }[0].evaluation
    #expect(points.map(\.step) == [1, 2])
    #expect(points.map { $0.metrics[0] } == [0.1, 0.2])
    guard case .pruned(let values) = result else {
      Issue.record("a stopped training is not pruned but \(result)")
      return
    }
    #expect(values[0] == 0.75 && values[5] == 2)
  }

  @Test func inheritsWeightsAndKeepsItsOwn() throws {
    let trainer = FakeTrainer()
    var child = candidate(trial: 8)
    (child.proposal.parent, child.proposal.inherits, child.parentWeights) = (7, true, "/store/parent.safetensors")
    _ = try evaluator(trainer).evaluate([child])
    #expect(trainer.inherited == ["/store/parent.safetensors"])
    #expect(trainer.saved == ["/scratch/weights.safetensors"])
    #expect(trainer.kept == ["8 weights.safetensors /scratch/weights.safetensors"])
  }

  @Test func keepsNothingWhereTheHostLendsNoArtifacts() throws {
    let trainer = FakeTrainer(lendsArtifacts: false)
    guard case .completed = try evaluator(trainer).evaluate([candidate()])[0].evaluation else {
      Issue.record("it needs artifacts")
      return
    }
    #expect(trainer.saved.isEmpty)
  }

  @Test func aTrainingThatFailsCostsOneTrial() throws {
    let trainer = FakeTrainer()
    trainer.failsOnSeedOf = 1
    let results = try evaluator(trainer).evaluate([candidate(), candidate([0, 0, 0, 0, 0, 1]), candidate()])
    #expect(results[1].evaluation == .failed("the loss is not finite; lower the learning rate"))
    guard case .completed = results[2].evaluation else {
      Issue.record("the trial after it failed as well")
      return
    }
    #expect(trainer.alive == 0)
  }

  @Test func saysWhatIsMissing() throws {
    let host = TestHost(space: try BuiltPlugins.toySpace(bits: 6))
    let noData = try #require(throws: NASError.self) {
      try BuiltPlugins.trainAndValidate.get().evaluator("train-and-validate", host: host)
    }
    #expect(noData.code == .missing && noData.hint == "name a data set under 'data:' in the study file")
    let noTraining = TestHost(space: try BuiltPlugins.toySpace(bits: 6), data: data)
    let evaluator = try BuiltPlugins.trainAndValidate.get().evaluator("train-and-validate", host: noTraining)
    let error = try #require(throws: NASError.self) { try evaluator.evaluate([candidate()]) }
    #expect(error.message == "the host lends no training here")
  }

  @Test func refusesARecipeThatCannotBe() throws {
    let error = try #require(throws: NASError.self) {
      try evaluator(FakeTrainer(), options: [("recipe.final_learning_rate", .real(0.5))])
    }
    #expect(error.message == "the recipe's final_learning_rate is above its learning_rate")
  }
}
