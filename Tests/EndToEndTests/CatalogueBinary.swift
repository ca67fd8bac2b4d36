import Foundation
import Testing

/// The built program, run as a person would.
struct CatalogueBinary {
  var output: String
  var errors: String
  var status: Int32

  /// `$NAS_BINARY`, else the release build of this checkout.
  static let path: String = {
    if let named = ProcessInfo.processInfo.environment["NAS_BINARY"], !named.isEmpty { return named }
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return root.appendingPathComponent(".build/release/nas").path
  }()

  /// Whether it was built; tests that need it are skipped where it was not.
  static var isBuilt: Bool { FileManager.default.isExecutableFile(atPath: path) }

  /// Runs it to its end.
  init(_ arguments: String..., environment: [String: String] = [:]) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Self.path)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("nas-catalogue-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let files = ["output", "errors"].map { folder.appendingPathComponent($0) }
    for file in files { try Data().write(to: file) }
    process.standardOutput = try FileHandle(forWritingTo: files[0])
    process.standardError = try FileHandle(forWritingTo: files[1])
    try process.run()
    process.waitUntilExit()
    output = String(decoding: try Data(contentsOf: files[0]), as: UTF8.self)
    errors = String(decoding: try Data(contentsOf: files[1]), as: UTF8.self)
    status = process.terminationStatus
  }

  /// The output as one JSON object.
  func object() throws -> [String: Any] {
    try #require(JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any])
  }
}
