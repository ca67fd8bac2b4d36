import Datasets
import NASPlugin
import Tensors
import Testing
import Training

/// What the options of a recipe do to a training.
struct TrainerRecipeTests {
  private func trained(
    _ settings: [String: OptionValue] = [:], network: Network = TinyNetwork.make(), labels: UInt64 = 0
  ) throws -> (module: Module, reports: [EpochReport]) {
    let module = try TinyNetwork.module(network)
    var data = try TinyData.training(validated: true)
    data.labels = RandomSource(seed: labels)
    let trainer = Trainer(module, recipe: try TinyData.recipe(settings), data: data, random: RandomSource(seed: 11))
    var reports: [EpochReport] = []
    try trainer.train {
      reports.append($0)
      return false
    }
    return (module, reports)
  }

  @Test(arguments: ["sgd", "adam", "adamw", "rmsprop", "rmsprop-tf"])
  func learnsByEveryRule(optimizer: String) throws {
    let rate = optimizer.hasPrefix("rms") ? 0.01 : optimizer == "sgd" ? 0.2 : 0.05
    let settings: [String: OptionValue] = [
      "optimizer": .text(optimizer), "learning_rate": .real(rate), "epochs": .integer(60), "epsilon": .real(1e-3),
    ]
    let reports = try trained(settings).reports
    #expect(try #require(reports.last).validationAccuracy == 1)
    #expect(try #require(reports.last).trainLoss < 0.5 * #require(reports.first).trainLoss)
  }

  @Test(arguments: [(5, [2, 4, 5]), (1, [1]), (4, [2, 4])])
  func trainsForSteps(steps: Int, ends: [Int]) throws {
    #expect(try trained(["steps": .integer(steps), "epochs": .integer(1)]).reports.map(\.step) == ends)
  }

  @Test(arguments: [(0, [5]), (1, [1, 2, 3, 4, 5]), (2, [2, 4, 5]), (3, [3, 5])])
  func validatesAsOftenAsAsked(every: Int, epochs: [Int]) throws {
    let reports = try trained(["epochs": .integer(5), "validate_every": .integer(every)]).reports
    #expect(reports.filter { $0.validationLoss.isFinite }.map(\.epoch) == epochs)
  }

  @Test func measuresSpeedAndMemory() throws {
    let report = try #require(try trained().reports.last)
    #expect(report.imagesPerSecond > 0 && report.imagesPerSecond.isFinite)
    #expect(report.peakMemory > 1_000_000)
    #expect(report.validationTop5 == 1, "there are only two classes")
  }

  @Test func sparesNormsAndBiasesWhereAsked() throws {
    // Gradients clipped to nothing: what moves is moved by the penalty alone.
    let settings: [String: OptionValue] = [
      "clip_value": .real(1e-30), "weight_decay": .real(0.5), "momentum": .real(0), "nesterov": .boolean(false),
    ]
    let before = try TinyNetwork.module().parameters
    for spares in [false, true] {
      let after = try trained(settings.merging(["decay_norms": .boolean(!spares)]) { $1 }).module.parameters
      for (before, after) in zip(before, after) {
        let (start, end) = (try before.tensor.norm().item(), try after.tensor.norm().item())
        let (shrunk, isZero) = (start > 1.01 * end, start == 0)
        let isWeight = try before.tensor.shape.count > 1
        #expect(shrunk == (isWeight || !spares) || isZero, "\(before.name), spares: \(spares)")
      }
    }
  }

  @Test func clipsByValue() throws {
    let once: [String: OptionValue] = [
      "steps": .integer(1), "momentum": .real(0), "nesterov": .boolean(false), "weight_decay": .real(0),
      "learning_rate": .real(1), "schedule": .text("constant"),
    ]
    let (before, free) = (try TinyNetwork.module().parameters, try trained(once).module.parameters)
    let clipped = try trained(once.merging(["clip_value": .real(0.01)]) { $1 }).module.parameters
    var moved = 0
    for (index, part) in before.enumerated() {
      let start = try part.tensor.floats()
      let (loose, tight) = (try free[index].tensor.floats(), try clipped[index].tensor.floats())
      for (index, value) in start.enumerated() {
        let expected = max(-0.01, min(0.01, loose[index] - value))
        #expect(abs(tight[index] - value - expected) < 1e-6)
        if abs(loose[index] - value) > 0.01 { moved += 1 }
      }
    }
    #expect(moved > 0, "nothing was there to clip")
  }

  @Test func averagesTheWeights() throws {
    // With a rate of 0 beyond the first step the average of equal weights is the weights.
    let settings: [String: OptionValue] = ["steps": .integer(6), "learning_rate": .real(0.3)]
    let plain = try trained(settings).module
    let averaged = try trained(settings.merging(["ema": .real(0.9)]) { $1 }).module
    #expect(try averaged.bits() != plain.bits())
    // a₀ = w₀ and a ← d a + (1 − d) w, recomputed from runs that end after each step.
    let constant = settings.merging(["schedule": .text("constant")]) { $1 }
    var expected: [[Float]] = []
    for step in 1...6 {
      let weights = try trained(constant.merging(["steps": .integer(step)]) { $1 }).module.state.map {
        try $0.tensor.floats()
      }
      expected =
        step == 1 ? weights : zip(expected, weights).map { zip($0, $1).map { $0 + (1 - 0.9) * ($1 - $0) } }
    }
    let found = try trained(constant.merging(["ema": .real(0.9)]) { $1 }).module.state
    for (found, expected) in zip(found, expected) {
      #expect(try zip(found.tensor.floats(), expected).allSatisfy { abs($0 - $1) < 1e-5 }, "\(found.name)")
    }
  }

  @Test func keepsRandomLabelsForAllEpochs() throws {
    let settings: [String: OptionValue] = ["labels": .text("random"), "label_classes": .integer(2)]
    let maker = try TinyData.training(64).batches(try TinyData.recipe(settings), classes: 2)
    let buffer = BatchBuffer(for: maker)
    func labels(_ epoch: Int) -> [Int: Int64] {
      var found: [Int: Int64] = [:]
      let batches = maker.epoch(epoch, source: RandomSource(seed: 3))
      for batch in 0..<batches.batchCount {
        batches.fill(batch, into: buffer)
        for (row, index) in batches.indices(of: batch).enumerated() { found[index] = buffer.labels[row] }
      }
      return found
    }
    #expect(labels(1).count == 64 && labels(1) == labels(2))
    #expect((16...48).contains(labels(1).values.count { $0 == 1 }))
    #expect(try trained(settings).module.bits() == trained(settings).module.bits())
    #expect(try trained(settings, labels: 1).module.bits() != trained(settings).module.bits())
    let other = settings.merging(["label_seed": .integer(1)]) { $1 }
    #expect(try trained(other).module.bits() != trained(settings).module.bits())
  }

  @Test func refusesMoreClassesThanTheHeadHas() throws {
    expectRefusal("labels are of 3 classes", "head has 2", "label_classes") {
      _ = try trained(["labels": .text("random"), "label_classes": .integer(3)])
    }
  }

  @Test func refusesAWarmUpThatDoesNotEnd() throws {
    expectRefusal("warms up", "2 steps") { _ = try trained(["steps": .integer(2), "warmup_epochs": .real(1)]) }
  }

  @Test func raisesDropPathWithTheTraining() throws {
    // In the only step of a training the ramp is still 0; constant drops from the start.
    let network = TinyNetwork.make { $0.add(.dropPath(0.5), [$1], "drop") }
    let settings: [String: OptionValue] = ["steps": .integer(1)]
    let plain = try trained(settings).module.bits()
    #expect(try trained(settings, network: network).module.bits() == plain)
    let constant = settings.merging(["drop_path_schedule": .text("constant")]) { $1 }
    #expect(try trained(constant, network: network).module.bits() != plain)
    let two = settings.merging(["steps": .integer(2), "drop_path_schedule": .text("linear-per-epoch")]) { $1 }
    #expect(try trained(two, network: network).module.bits() == trained(two).module.bits(), "one epoch of two steps")
  }

  @Test func smoothsTheLabels() throws {
    let batch = try Batch([0, 1, 2, 3], shape: [1, 4, 1, 1], labels: [1])
    let output = Module.Output(logits: try batch.images.flattened(), auxiliary: [])
    // −Σ q log p with q = 0.9 + 0.1/4 at the label and 0.1/4 elsewhere.
    let normalizer = 3.440_189_698_561_195_7
    let expected = normalizer - (0.925 * 1 + 0.025 * (0 + 2 + 3))
    #expect(abs(try output.loss(batch.labels, smoothing: 0.1).item() - expected) < 1e-6)
  }
}
