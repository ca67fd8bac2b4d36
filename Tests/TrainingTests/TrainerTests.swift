import Datasets
import NASPlugin
import Tensors
import Testing
import Training

struct TrainerTests {
  /// A module trained on the tiny images, and its reports.
  private func trained(
    _ settings: [String: OptionValue] = [:], seed: UInt64 = 11, network: Network = TinyNetwork.make(),
    fidelity: Fidelity? = nil
  ) throws -> (module: Module, reports: [EpochReport]) {
    let module = try TinyNetwork.module(network)
    let data = try TinyData.training(validated: true)
    let trainer = Trainer(module, recipe: try TinyData.recipe(settings), data: data, random: RandomSource(seed: seed))
    var reports: [EpochReport] = []
    try trainer.train(fidelity) {
      reports.append($0)
      return false
    }
    return (module, reports)
  }

  @Test(arguments: ["fp32", "bf16"])
  func learnsAFewImagesByHeart(precision: String) throws {
    let reports = try trained(["precision": .text(precision), "epochs": .integer(60), "learning_rate": .real(0.2)])
      .reports
    let (first, last) = (try #require(reports.first), try #require(reports.last))
    #expect(last.trainLoss < 0.5 * first.trainLoss)
    #expect(last.trainAccuracy == 1)
    #expect(last.validationAccuracy == 1)
    #expect(last.validationLoss < 0.3)
  }

  @Test func reportsEveryEpoch() throws {
    let reports = try trained(["epochs": .integer(3)]).reports
    #expect(reports.map(\.epoch) == [1, 2, 3])
    #expect(reports.map(\.step) == [2, 4, 6])
    #expect(reports.allSatisfy { $0.trainLoss.isFinite && (0...1).contains($0.trainAccuracy) && $0.seconds > 0 })
  }

  @Test(arguments: ["fp32", "bf16"])
  func repeatsItselfBitForBit(precision: String) throws {
    let settings: [String: OptionValue] = ["precision": .text(precision), "crop": .integer(1), "flip": .boolean(true)]
    let network = TinyNetwork.make { $0.add(.dropout(0.2), [$1], "dropout") }
    let first = try trained(settings, network: network).module.bits()
    #expect(try trained(settings, network: network).module.bits() == first)
    #expect(try trained(settings, seed: 12, network: network).module.bits() != first)
  }

  @Test func takesOneStepAsTheFormulaSays() throws {
    // Without momentum and penalty: weight - rate * gradient, for the mean loss of the only batch.
    let settings: [String: OptionValue] = [
      "epochs": .integer(1), "batch_size": .integer(16), "momentum": .real(0), "nesterov": .boolean(false),
      "weight_decay": .real(0), "schedule": .text("constant"),
    ]
    let reference = try TinyNetwork.module()
    let data = try TinyData.training()
    let pixels = (0..<16).flatMap { data.images.image($0) }.map { (Float($0) / 255 - 0.5) / 0.25 }
    let labels = (0..<16).map { Int64(data.images.label($0)) }
    let batch = try Batch(pixels, shape: [16, 1, 8, 8], labels: labels)
    try reference.forward(batch.images, training: true).logits.crossEntropy(batch.labels).backward()
    let stepped = try trained(settings).module
    for (before, after) in zip(reference.parameters, stepped.parameters) {
      let gradient = try #require(try before.tensor.gradient()).floats()
      let expected = try zip(before.tensor.floats(), gradient).map { $0 - 0.05 * $1 }
      let found = try after.tensor.floats()
      #expect(zip(found, expected).allSatisfy { abs($0 - $1) < 1e-5 }, "\(before.name)")
    }
  }

  @Test func stopsWhereTheLossIsNotFinite() throws {
    expectRefusal("loss is not finite at epoch", "step", "learning rate", code: .failed) {
      _ = try trained([
        "learning_rate": .real(1_000), "epochs": .integer(50), "momentum": .real(1), "weight_decay": .real(10),
      ])
    }
  }

  @Test func clipsTheGradient() throws {
    let plain = try trained(["epochs": .integer(1)]).module.bits()
    #expect(try trained(["epochs": .integer(1), "clip_norm": .real(1e9)]).module.bits() == plain)
    let clipped = try trained(["epochs": .integer(1), "clip_norm": .real(1e-6), "weight_decay": .real(0)]).module
    let start = try TinyNetwork.module()
    for (before, after) in zip(start.parameters, clipped.parameters) {
      let moved = try zip(before.tensor.floats(), after.tensor.floats()).map { abs($0 - $1) }
      #expect(moved.allSatisfy { $0 < 1e-6 }, "\(before.name)")
    }
  }

  @Test(arguments: [
    (Fidelity(0.5, .fraction), 8), (Fidelity(2, .epochs), 4), (Fidelity(0.5, .epochs), 1), (Fidelity(5, .steps), 5),
  ])
  func trainsAsMuchAsAskedFor(fidelity: Fidelity, steps: Int) throws {
    #expect(try trained(fidelity: fidelity).reports.last?.step == steps)
  }

  @Test(arguments: [Double.nan, .infinity, -1, 0, 1e300])
  func refusesAmountsThatCannotBe(amount: Double) throws {
    for unit in Fidelity.Unit.allCases {
      expectRefusal("fidelity") { _ = try trained(fidelity: Fidelity(amount, unit)) }
    }
  }

  @Test func stopsWhereTheReportSaysSo() throws {
    let trainer = Trainer(
      try TinyNetwork.module(), recipe: try TinyData.recipe(), data: try TinyData.training(),
      random: RandomSource(seed: 1))
    var epochs = 0
    try trainer.train { _ in
      epochs += 1
      return epochs == 2
    }
    #expect(epochs == 2)
  }

  @Test func stopsWhereItIsCancelled() throws {
    var trainer = Trainer(
      try TinyNetwork.module(), recipe: try TinyData.recipe(), data: try TinyData.training(),
      random: RandomSource(seed: 1))
    let polls = Counter()
    trainer.isCancelled = { polls.next() == 3 }
    expectRefusal("step 2", code: .cancelled) { try trainer.train { _ in false } }
  }

  @Test func refusesABatchThatTheImagesDoNotFill() throws {
    expectRefusal("16", "17") { _ = try trained(["batch_size": .integer(17)]) }
  }
}
