import Foundation
package import NASPlugin
import Planning
package import PluginHosting
package import Workers

/// The hostile plugin, compiled once per run of the tests with the system's C compiler.
package enum HostilePlugin {
  /// Why the tests with it cannot run here; nil where they can.
  package static let obstacle: String? = {
    if compiler == nil { return "no C compiler (cc) is installed" }
    if !FileManager.default.isExecutableFile(atPath: worker) { return "there is no worker program at \(worker)" }
    return nil
  }()

  /// The worker program: beside `$NAS_BINARY`, else that of the release build.
  package static let worker: String = {
    if let binary = ProcessInfo.processInfo.environment["NAS_BINARY"] {
      return URL(fileURLWithPath: binary).deletingLastPathComponent().appendingPathComponent("nas-worker").path
    }
    return "\(root)/.build/release/nas-worker"
  }()

  /// The plugin with its manifest, made on first use.
  package static let installed = Result { try compile() }

  /// A fresh folder for a study.
  package static func freshFolder() throws -> String {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("hostile-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder.path
  }

  /// The setup of a worker with the hostile evaluator, whose making goes as `setup` says.
  package static func setup(_ setup: String = "works", folder: String, seed: UInt64 = 7) throws -> WorkerSetup {
    let identity = try installed.get().identity
    let space = PlannedComponent(role: .space, name: "empty", plugin: identity, options: [])
    var worker = WorkerSetup(space: space, seed: seed, folders: .init(study: folder, scratch: folder, cache: folder))
    let option = PlannedOption(path: "setup", value: .text(setup))
    worker.evaluator = PlannedComponent(role: .evaluator, name: "hostile", plugin: identity, options: [option])
    worker.allowUnsigned = true
    return worker
  }

  /// Limits with the worker program, whose prints go into the folder.
  package static func limits(workers: Int, folder: String) -> WorkerLimits {
    var limits = WorkerLimits(workers: workers)
    (limits.executable, limits.log) = (worker, "\(folder)/worker.log")
    return limits
  }

  /// A candidate that makes the evaluator misbehave; a good answer is `value`.
  package static func candidate(_ trial: TrialID, _ misbehaviour: Misbehaviour, value: Int32 = 0) -> Candidate {
    Candidate(
      trial: trial, proposal: Proposal(Architecture([misbehaviour.rawValue, value])),
      seed: 0xFFFF_0000_0000_0000 + trial)
  }

  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  private static let compiler = ["/usr/bin/cc", "/usr/local/bin/cc"].first(where: FileManager.default.isExecutableFile)

  private static func compile() throws -> InstalledPlugin {
    let folder = try freshFolder()
    let library = "\(folder)/libHostile.so"
    _ = try run(
      compiler ?? "cc",
      [
        "-O1", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC", "-I", "\(root)/Sources/CNASPlugin/include", "-o",
        library,
        "\(root)/Tests/Support/HostilePlugin/hostile.c",
      ])
    let manifest = try run(worker, ["--describe-plugin", library])
    try manifest.write(to: URL(fileURLWithPath: "\(folder)/plugin.json"))
    return try InstalledPlugin(library: library, isOwn: false)
  }

  /// Runs a program to its end; answers its standard output.
  private static func run(_ program: String, _ arguments: [String]) throws -> Data {
    let (process, output) = (Process(), Pipe())
    (process.executableURL, process.arguments, process.standardOutput) = (
      URL(fileURLWithPath: program), arguments, output
    )
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw NASError(.failed, "\(program) \(arguments.joined(separator: " ")) ended with \(process.terminationStatus)")
    }
    return data
  }
}
