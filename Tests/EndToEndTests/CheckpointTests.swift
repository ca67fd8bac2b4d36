import Foundation
import Testing

/// A training that is killed goes on from its last checkpoint to the same weights, bit for bit.
@Suite(.enabled(if: Training.obstacle == nil, "\(Training.obstacle ?? "")"))
struct CheckpointTests {
  /// One trial of many epochs, then a retraining of many epochs; each epoch is written down.
  private func study() throws -> Study {
    try Study(
      """
      name: long
      seed: 6
      data: { use: fashion-mnist, train: 500, validation: 200 }
      space: { use: nas-bench-201, channels: 2, cells: 1 }
      strategy: { use: random }
      evaluator: { use: train-and-validate, recipe: { epochs: 24, batch_size: 50, optimizer: adamw, ema: 0.9 } }
      objective: { maximize: accuracy }
      budget: { trials: 1 }
      storage: { checkpoint: 0.001s }
      retrain: { top: 1, recipe: { epochs: 2, batch_size: 500 } }
      threads: 1

      """)
  }

  /// The digests of all weights that a study kept.
  private func weights(_ study: Study, _ name: String) throws -> [String] {
    let folder = study.folder(name) + "/artifacts"
    return try #require(FileManager.default.enumerator(atPath: folder)).compactMap { $0 as? String }
      .filter { !$0.hasSuffix("/") }.sorted()
  }

  private func hasCheckpoint(_ study: Study, _ name: String) -> Bool {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: study.folder(name) + "/checkpoints")) ?? []
    return files.contains { $0.hasSuffix(".safetensors") }
  }

  private func log(_ study: Study, _ name: String) throws -> String {
    try String(contentsOfFile: study.folder(name) + "/log.jsonl", encoding: .utf8)
  }

  @Test func aKilledTrainingEndsInTheSameWeights() throws {
    let study = try study()
    try study.complete("whole")
    #expect(!hasCheckpoint(study, "whole"), "a study that has ended needs none")
    for kill in 0..<3 {
      let running = try RunningProgram(kill == 0 ? study.run("killed") : ["resume", study.folder("killed")])
      try eventually("a checkpoint is written") { running.hasEnded || hasCheckpoint(study, "killed") }
      pause(milliseconds: 150 * kill)
      #expect(running.kill(), "it was killed while it trained: \(running.errors.suffix(500))")
      try eventually("no process of the killed group is left") { running.survivors.isEmpty }
    }
    let last = try Program("resume", study.folder("killed"))
    #expect(last.status == 0, "\(last.errors.suffix(500))")
    #expect(try log(study, "killed").contains("goes on from its checkpoint after epoch"))
    #expect(try study.trials("killed") == study.trials("whole"))
    #expect(try weights(study, "killed") == weights(study, "whole"))
    #expect(try weights(study, "whole").count >= 2)
  }
}
