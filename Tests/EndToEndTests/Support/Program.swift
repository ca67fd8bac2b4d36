import Foundation
import Testing

/// The built program, run to its end as a person would.
struct Program {
  var output: String
  var errors: String
  /// The exit status; minus the signal where one ended it.
  var status: Int32

  /// `$NAS_BINARY`, else the release build of this checkout.
  static let path: String = {
    if let named = ProcessInfo.processInfo.environment["NAS_BINARY"], !named.isEmpty {
      return URL(fileURLWithPath: named).path
    }
    return root + "/.build/release/nas"
  }()

  /// The program that describes plugins, beside it.
  static let worker = URL(fileURLWithPath: path).deletingLastPathComponent().path + "/nas-worker"

  /// `$NAS_SDK`, else this checkout.
  static let root: String = {
    if let named = ProcessInfo.processInfo.environment["NAS_SDK"], !named.isEmpty { return named }
    return URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().path
  }()

  /// Whether it was built; tests that need it are skipped where it was not.
  static var isBuilt: Bool { FileManager.default.isExecutableFile(atPath: path) }

  /// Whether the long versions of tests run too.
  static let runsAll = ProcessInfo.processInfo.environment["NAS_TEST_ALL"] == "1"

  /// Runs `nas` with arguments.
  init(_ arguments: String..., environment: [String: String] = [:]) throws {
    try self.init(arguments, environment: environment)
  }

  /// Runs `nas`, or another program, in a folder.
  init(
    _ arguments: [String], program: String = path, in folder: String? = nil, environment: [String: String] = [:],
    isAlone: Bool = false
  ) throws {
    let running = try RunningProgram(
      arguments, program: program, in: folder, environment: environment, isAlone: isAlone)
    status = try running.wait()
    (output, errors) = (running.output, running.errors)
  }

  /// The lines on standard error.
  var errorLines: [String] {
    errors.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
  }

  /// The output as one JSON object.
  func object() throws -> [String: Any] {
    try #require(JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any])
  }
}
