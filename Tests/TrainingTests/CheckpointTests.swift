import Foundation
import NASPlugin
import Testing
import Training

struct CheckpointTests {
  private let path = NSTemporaryDirectory() + "checkpoint-\(UUID().uuidString).safetensors"

  /// All rules remember something, and everything that draws draws.
  private static let settings: [String: OptionValue] = [
    "epochs": .integer(6), "crop": .integer(1), "flip": .boolean(true), "ema": .real(0.8), "warmup_epochs": .real(1),
    "drop_path_schedule": .text("linear"), "learning_rate": .real(0.05),
  ]

  private func trainer(_ module: Module, _ settings: [String: OptionValue], name: String = "a") throws -> Trainer {
    var trainer = Trainer(
      module, recipe: try TinyData.recipe(settings), data: try TinyData.training(validated: true),
      random: RandomSource(seed: 5))
    trainer.checkpoint = CheckpointPlace(path: path, training: name, interval: 0)
    return trainer
  }

  private func module() throws -> Module {
    try TinyNetwork.module(
      TinyNetwork.make { $0.add(.dropPath(0.3), [$0.add(.dropout(0.2), [$1], "dropout")], "drop") })
  }

  /// Trains until a poll, as if the process ended there.
  private func interrupted(_ settings: [String: OptionValue], atPoll limit: Int) throws {
    var trainer = try trainer(module(), settings)
    let polls = Counter()
    trainer.isCancelled = { polls.next() == limit }
    #expect(throws: NASError.self) { try trainer.train { _ in false } }
  }

  @Test(arguments: ["sgd", "adam", "adamw", "rmsprop", "rmsprop-tf"], [2, 3, 6, 9, 12])
  func goesOnToTheSameBits(optimizer: String, poll: Int) throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    let settings = Self.settings.merging(["optimizer": .text(optimizer)]) { $1 }
    let whole = try module()
    var expected: [EpochReport] = []
    try trainer(whole, settings).train {
      expected.append($0)
      return false
    }
    try interrupted(settings, atPoll: poll)
    #expect(FileManager.default.fileExists(atPath: path) == (poll > 2), "two steps are an epoch")
    let resumed = try module()
    var reports: [EpochReport] = []
    try trainer(resumed, settings).train {
      reports.append($0)
      return false
    }
    #expect(try resumed.bits() == whole.bits())
    #expect(reports.map(\.epoch) == expected.map(\.epoch) && reports.map(\.step) == expected.map(\.step))
    #expect(reports.map(\.trainLoss) == expected.map(\.trainLoss))
    #expect(reports.map(\.validationAccuracy) == expected.map(\.validationAccuracy))
    #expect(zip(reports, reports.dropFirst()).allSatisfy { $0.seconds < $1.seconds })
    #expect(!FileManager.default.fileExists(atPath: path), "a training that has ended needs no checkpoint")
  }

  @Test func refusesTheCheckpointOfAnotherTraining() throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    try interrupted(Self.settings, atPoll: 6)
    let before = try Data(contentsOf: URL(fileURLWithPath: path))
    let fresh = try module()
    let bits = try fresh.bits()
    expectRefusal("checkpoint '\(path)'", "another training", "remove it") {
      try trainer(fresh, Self.settings, name: "b").train { _ in false }
    }
    let wide = try TinyNetwork.module(TinyNetwork.make { $0.add(.conv2d(.init(channels: 6, kernel: 1)), [$1], "wide") })
    expectRefusal("checkpoint '\(path)'", "missing or of another shape") {
      try trainer(wide, Self.settings).train { _ in false }
    }
    #expect(try fresh.bits() == bits)
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before, "nothing is lost")
  }

  @Test func refusesADamagedCheckpoint() throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    try interrupted(Self.settings, atPoll: 6)
    let whole = try Data(contentsOf: URL(fileURLWithPath: path))
    try whole.dropLast(8).write(to: URL(fileURLWithPath: path))
    expectRefusal("safetensors file '\(path)'") { try trainer(module(), Self.settings).train { _ in false } }
  }

  @Test func waitsForTheInterval() throws {
    var trainer = try trainer(module(), Self.settings)
    trainer.checkpoint?.interval = 3_600
    var seen = false
    try trainer.train { _ in
      seen = seen || FileManager.default.fileExists(atPath: path)
      return false
    }
    #expect(!seen)
  }
}
