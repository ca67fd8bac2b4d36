import Foundation
import Testing

/// A study file in a folder of its own, with the commands on the study that it starts.
struct Study {
  let scratch: Scratch
  /// The file.
  var file: String { scratch.file("study.yaml") }

  /// A file with a text.
  init(_ text: String) throws {
    scratch = try Scratch()
    try scratch.write(text, "study.yaml")
  }

  /// Regularized evolution on the synthetic table; the file names neither window nor workers.
  static func onTable(trials: Int = 300, strategy: String = evolution, _ more: String = "") throws -> Study {
    let study = try Study(
      """
      name: climb
      seed: 11
      space: { use: nas-bench-201 }
      strategy: \(strategy)
      evaluator: { use: table, path: table.csv, metrics: { value: value } }
      objective: { maximize: value }
      budget: { trials: \(trials) }
      \(more)

      """)
    try study.scratch.write(SyntheticTable.text, "table.csv")
    return study
  }

  static let evolution = "{ use: regularized-evolution, population: 30, sample_size: 10 }"

  /// Evaluations in worker processes, none of them copied: slow enough to be stopped in the middle.
  static let slowly = "isolation: worker\nduplicates: repeat"

  /// The folder of a study by name.
  func folder(_ name: String) -> String { scratch.file(name) }

  /// Arguments that run the file into a folder.
  func run(_ name: String, _ more: String...) -> [String] { ["run", file, "--study", folder(name)] + more }

  /// Runs the file to its end, which must be a good one.
  func complete(_ name: String, _ more: String...) throws {
    let program = try Program(run(name) + more)
    #expect(program.status == 0, "\(program.errors.suffix(500))")
  }

  /// All trials, without what depends on the clock.
  func trials(_ name: String) throws -> String {
    let program = try Program("trials", folder(name), "--format", "json", "--without-times")
    #expect(program.status == 0 && program.errors.isEmpty, "\(program.errors)")
    return program.output
  }

  /// What a command prints of a study as JSON.
  func object(_ command: String, _ name: String, _ more: String...) throws -> [String: Any] {
    let program = try Program([command, folder(name), "--format", "json"] + more)
    #expect(program.status == 0 && program.errors.isEmpty, "\(program.errors)")
    return try program.object()
  }

  /// Waits until a study that runs has taken note of its first outcome.
  func waitForOutcome(_ name: String, of running: RunningProgram) throws {
    try eventually("the first trial is told") { running.hasEnded || running.lineCount > 0 }
  }
}
