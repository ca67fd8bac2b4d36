import Foundation
import NASPlugin

/// A program of the system, found on `$PATH` and run to its end.
struct Tool {
  let path: String

  /// The program at a path.
  init(path: String) { self.path = path }

  /// The program of a name; nil where there is none.
  init?(_ name: String) {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    let found = folders.lazy.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    guard let found else { return nil }
    path = found
  }

  /// What came of a run.
  struct Result {
    var status: Int32
    var output: String
    var errors: String
  }

  /// Runs it with arguments and a text on its standard input.
  ///
  /// Files take the streams, since a pipe that nobody empties would stop the program.
  func run(_ arguments: [String], input: String = "") throws -> Result {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    do {
      try Data(input.utf8).write(to: folder.file("input"))
      for name in ["output", "errors"] { try Data().write(to: folder.file(name)) }
      process.standardInput = try FileHandle(forReadingFrom: folder.file("input"))
      process.standardOutput = try FileHandle(forWritingTo: folder.file("output"))
      process.standardError = try FileHandle(forWritingTo: folder.file("errors"))
      try process.run()
      process.waitUntilExit()
      let texts = try ["output", "errors"].map {
        String(decoding: try Data(contentsOf: folder.file($0)), as: UTF8.self)
      }
      return Result(status: process.terminationStatus, output: texts[0], errors: texts[1])
    } catch {
      throw NASError(.failed, "cannot run \(path): \(error.localizedDescription)")
    }
  }
}
