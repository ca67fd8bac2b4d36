import NASPlugin
import Tensors

/// Processes that train the same network at the same time: our workers, or PyTorch.
final class TrainingTeam {
  /// How the table names it.
  let name: String
  private let members: [Conversation]
  /// Why it cannot train; nil where it can.
  let absence: String?

  private init(_ name: String, _ members: [Conversation]) throws {
    (self.name, self.members) = (name, members)
    absence = try members.compactMap { try TrainingAnswer(line: $0.answer()).missing }.first
    if let absence { BenchSuite.say("no figure for '\(name)': \(absence)") }
  }

  /// Workers of one thread each, as `nas-worker` has them.
  static func workers(_ count: Int, _ network: CellNetwork, _ precision: String) throws -> TrainingTeam {
    let program = Program.folder + "/nas-bench-suite"
    let kind = network.isSupernet ? "supernet" : "network"
    let command = [program, TrainingWorker.argument, kind, "\(network.channels)", "\(network.cells)", precision]
    return try TrainingTeam("\(count) of ours", try (0..<count).map { _ in try Conversation(command) })
  }

  /// One process of PyTorch with so many threads; it finds the wheel whose libtorch ours is.
  static func pyTorch(_ network: CellNetwork, threads: Int) throws -> TrainingTeam {
    let script = ["python3", "Benchmarks/pytorch_training.py", "\(network.channels)", "\(network.cells)"]
    let options = ["--threads", "\(threads)"] + (network.isSupernet ? ["--supernet"] : [])
    let wheel = try TorchLibrary.folder() + "/.."
    let python = try Conversation(script + options, environment: ["PYTHONPATH": wheel])
    return try TrainingTeam("PyTorch fp32, \(threads) thread\(threads == 1 ? "" : "s")", [python])
  }

  /// Asks all at once, and waits for all.
  func ask(_ question: String) throws -> [TrainingAnswer] {
    for member in members { try member.ask(question) }
    return try members.map { try TrainingAnswer(line: $0.answer()) }
  }

  /// Trains; images a second of all together.
  func train(_ steps: Int) throws -> Double { try ask("train \(steps)").compactMap(\.rate).reduce(0, +) }
}
