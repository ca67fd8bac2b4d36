import Foundation
import NASPlugin
import Safetensors
import Testing

/// PyTorch in Python, where the project's own wheel is: one process answers many cases.
enum PythonReference {
  static let whyMissing: Comment = "PyTorch for Python is missing: there is no .deps/python/torch, or no python3"

  static var isThere: Bool {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let hasPython = path.split(separator: ":").contains {
      FileManager.default.isExecutableFile(atPath: $0 + "/python3")
    }
    return hasPython && FileManager.default.fileExists(atPath: packages.appending(path: "torch/__init__.py").path)
  }

  /// What both sides compute for some cases.
  struct Answers {
    var ours: [String: ParityTensor] = [:]
    var theirs: [String: ParityTensor] = [:]
  }

  /// Computes the cases here and in Python, and has Python compute learning rates.
  static func answers(_ networks: [ParityCase], schedules: [[String: Any]] = []) throws -> Answers {
    let folder = try ParityFolder()
    var entries: [String: SafetensorsFile.Entry] = [:]
    var both = Answers()
    for network in networks {
      try both.ours.merge(network.ownAnswers()) { $1 }
      try entries.merge(network.tensors()) { $1 }
    }
    for (name, tensor) in both.ours where name.contains("/start/") {
      entries[name] = .init(shape: tensor.shape, values: tensor.values)
    }
    let description: [String: Any] = ["networks": try networks.map { try $0.json() }, "schedules": schedules]
    try JSONSerialization.data(withJSONObject: description).write(to: folder.url.appending(path: "cases"))
    try SafetensorsFile(entries).write(to: folder.path("tensors"))
    try run(["cases", "tensors", "answers"].map(folder.path))
    both.theirs = try SafetensorsFile(path: folder.path("answers")).entries.mapValues {
      ParityTensor(shape: $0.shape, values: try $0.floats())
    }
    return both
  }

  private static let here = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  private static let packages = here.appending(path: "../../../.deps/python").standardized

  private static func run(_ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-B", here.appending(path: "reference.py").path] + arguments
    process.environment = ProcessInfo.processInfo.environment.merging([
      "PYTHONPATH": packages.path, "OMP_NUM_THREADS": "1",
    ]) { $1 }
    let errors = Pipe()
    process.standardError = errors
    try process.run()
    let said = try errors.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw NASError(.failed, "reference.py failed: " + String(decoding: said, as: UTF8.self))
    }
  }
}
