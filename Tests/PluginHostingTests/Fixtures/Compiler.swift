import Foundation

/// The machine's C compiler.
enum Compiler {
  static let isPresent = (try? run(["--version"])) != nil
  static let absence = "there is no C compiler 'cc' to make plugins with"

  struct Failure: Error {
    var output: String
  }

  /// Makes a library out of C text.
  static func library(_ source: String, at path: String, defines: [String] = [], flags: [String] = []) throws {
    let file = path + ".c"
    try source.write(toFile: file, atomically: true, encoding: .utf8)
    let all = ["-shared", "-fPIC", "-w", "-I", include, file, "-o", path] + defines.map { "-D\($0)" } + flags
    try run(all)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
  }

  /// The folder of nas_plugin.h in this checkout.
  private static let include: String = {
    var root = URL(fileURLWithPath: #filePath)
    for _ in 0..<4 { root.deleteLastPathComponent() }
    return root.appendingPathComponent("Sources/CNASPlugin/include").path
  }()

  private static func run(_ arguments: [String]) throws {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["cc"] + arguments
    (process.standardOutput, process.standardError) = (output, output)
    try process.run()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failure(output: String(decoding: text, as: UTF8.self)) }
  }
}
