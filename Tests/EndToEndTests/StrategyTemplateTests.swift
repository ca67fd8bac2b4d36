import Foundation
import Testing

/// A person copies the template anywhere, builds it with this checkout alone, uses it with the same `nas`, and removes it.
@Suite(
  .enabled(if: Program.isBuilt, "the release build is missing: make build"),
  .enabled(if: Toolchain.swift != nil, "no Swift toolchain is on the path"))
struct StrategyTemplateTests {
  let scratch: Scratch
  private var package: String { scratch.file("mine") }

  init() throws {
    scratch = try Scratch()
    try FileManager.default.copyItem(atPath: Program.root + "/templates/strategy", toPath: scratch.file("mine"))
    for name in [".build", "Package.resolved"] {
      try? FileManager.default.removeItem(atPath: scratch.file("mine/" + name))
    }
  }

  @Test func aCopyIsBuiltUsedAndRemoved() throws {
    let before = try bytesOfProgram()
    let study = try Study.onTable(trials: 200, strategy: "{ use: hill-climb, patience: 30 }")
    try isUnknown(study)
    try followReadMe()
    let plugin = ["--plugin-path", package + "/.build/release", "--allow-unsigned"]
    let listed = try Program(["list", "strategies"] + plugin)
    #expect(listed.output.contains("hill-climb") && listed.output.contains("org.example.hill-climb 0.1.0"))
    try use(study, plugin)
    try FileManager.default.removeItem(atPath: package)
    try isUnknown(study)
    #expect(try bytesOfProgram() == before)
  }

  private func bytesOfProgram() throws -> Data { try Data(contentsOf: URL(fileURLWithPath: Program.path)) }

  private func isUnknown(_ study: Study) throws {
    try expectRefusal(study.run("unknown"), in: study.scratch, saying: "no strategy is named 'hill-climb'")
    #expect(try !Program("list").output.contains("hill-climb"))
  }

  /// Runs the commands of the README as they stand there, with the template's own study file.
  ///
  /// Nothing but the checkout and the toolchain can be reached: no configuration of git, no home, no network.
  private func followReadMe() throws {
    let table = SyntheticTable.text.replacingOccurrences(of: ",value,", with: ",cifar100_val_acc,")
    try scratch.write(table, "mine/nas-bench-201.csv")
    let (home, path) = (try Scratch(), ProcessInfo.processInfo.environment["PATH"] ?? "")
    let environment = [
      "PATH": path, "HOME": home.path, "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null",
      "GIT_ALLOW_PROTOCOL": "file", "http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9",
    ]
    let followed = try Program(
      ["-e", "-c", commandsOfReadMe()], program: "/bin/sh", in: package, environment: environment, isAlone: true)
    #expect(followed.status == 0, "\(followed.output.suffix(2_000)) \(followed.errors.suffix(2_000))")
    #expect(followed.output.contains("200 trials, 200 completed. Best:"), "\(followed.output.suffix(500))")
  }

  private func commandsOfReadMe() throws -> String {
    let text = try String(contentsOfFile: package + "/README.md", encoding: .utf8)
    let parts = text.components(separatedBy: "```\n")
    try #require(parts.count == 3, "the README has one block of commands")
    let products = URL(fileURLWithPath: Program.path).deletingLastPathComponent().path
    return parts[1].replacingOccurrences(of: "/path/to/swift-nas", with: Program.root)
      .replacingOccurrences(of: "$NAS_SDK/.build/release", with: products)
  }

  private func use(_ study: Study, _ plugin: [String]) throws {
    let unsigned = try Program(study.run("unsigned") + plugin.dropLast())
    #expect(unsigned.status == 2 && unsigned.errors.contains("--allow-unsigned"), "\(unsigned.errors)")
    for workers in ["1", "2"] {
      let run = try Program(study.run("with" + workers, "--workers", workers, "--set", "isolation=worker") + plugin)
      #expect(run.status == 0 && run.output.contains("200 trials, 200 completed"), "\(run.errors.suffix(500))")
    }
    let listings = try ["with1", "with2"].map { name in
      try Program(["trials", study.folder(name), "--format", "json", "--without-times"] + plugin).output
    }
    #expect(listings[0] == listings[1] && listings[0].contains("\"trial\" : 199"))
  }
}

/// The compiler of this machine.
private enum Toolchain {
  static let swift: String? = {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return folders.map { "\($0)/swift" }.first(where: FileManager.default.isExecutableFile)
  }()
}
