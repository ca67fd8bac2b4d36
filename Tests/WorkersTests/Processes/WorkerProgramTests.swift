import Foundation
import HostileSupport
import PluginHosting
import Testing

/// The worker program on the command line.
@Suite(.enabled(if: HostilePlugin.obstacle == nil, "\(HostilePlugin.obstacle ?? "")"))
struct WorkerProgramTests {
  private func run(_ arguments: [String]) throws -> (status: Int32, output: String, errors: String) {
    let (process, output, errors) = (Process(), Pipe(), Pipe())
    process.executableURL = URL(fileURLWithPath: HostilePlugin.worker)
    (process.arguments, process.standardOutput, process.standardError) = (arguments, output, errors)
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, text, said)
  }

  @Test(arguments: [[], ["--help"], ["--describe-plugin"], ["--serve", "now"], ["--serve"]])
  func wrongUseSaysWhatIsRight(_ arguments: [String]) throws {
    let answer = try run(arguments)
    #expect(answer.status == 2 && answer.output.isEmpty && answer.errors.contains("nas-worker"))
  }

  @Test func theVersionIsTold() throws {
    let answer = try run(["--version"])
    #expect(answer.status == 0 && answer.output.hasPrefix("nas-worker, messages of version 1"))
  }

  @Test func aPluginIsDescribed() throws {
    let manifest = try HostilePlugin.installed.get().manifest
    #expect(manifest.id == "org.example.hostile")
    #expect(Set(manifest.components.map(\.name)) == ["hostile", "empty"])
  }

  @Test func aFileThatIsNoPluginIsNamed() throws {
    let answer = try run(["--describe-plugin", "/etc/hostname"])
    #expect(answer.status == 1 && answer.output.isEmpty && answer.errors.contains("/etc/hostname"))
  }
}
