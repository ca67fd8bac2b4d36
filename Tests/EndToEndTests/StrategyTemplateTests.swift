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
    for name in [".build", "Package.resolved"] { try? FileManager.default.removeItem(atPath: scratch.file("mine/" + name)) }
  }

  /// The README's commands, one after the other, on a study with the synthetic table.
  @Test func aCopyIsBuiltUsedAndRemoved() throws {
    let before = try bytesOfProgram()
    let study = try Study.onTable(trials: 200, strategy: "{ use: hill-climb, patience: 30 }")
    try isUnknown(study)
    try build()
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

  /// Nothing but the checkout and the toolchain can be reached: no configuration of git, no home, no proxy.
  private func build() throws {
    let home = try Scratch()
    let environment = [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "", "HOME": home.path, "NAS_SDK": Program.root,
      "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null", "GIT_ALLOW_PROTOCOL": "file",
      "http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9",
    ]
    let built = try Program(
      ["build", "-c", "release"], program: Toolchain.swift ?? "swift", in: package, environment: environment, isAlone: true)
    #expect(built.status == 0, "\(built.output.suffix(2_000)) \(built.errors.suffix(2_000))")
    let library = package + "/.build/release/libHillClimb"
    let described = try Program(["--describe-plugin", library + ".so"], program: Program.worker)
    #expect(described.status == 0, "\(described.errors)")
    try Data(described.output.utf8).write(to: URL(fileURLWithPath: library + ".plugin.json"))
  }

  private func use(_ study: Study, _ plugin: [String]) throws {
    let unsigned = try Program(study.run("unsigned") + plugin.dropLast())
    #expect(unsigned.status == 2 && unsigned.errors.contains("--allow-unsigned"), "\(unsigned.errors)")
    for workers in ["1", "2"] {
      let run = try Program(study.run("with" + workers, "--workers", workers, "--set", "isolation=worker") + plugin)
      #expect(run.status == 0 && run.output.contains("200 trials, 200 completed"), "\(run.errors.suffix(500))")
    }
    func trials(_ name: String) throws -> String {
      try Program(["trials", study.folder(name), "--format", "json", "--without-times"] + plugin).output
    }
    let one = try trials("with1")
    #expect(try one == trials("with2"))
    #expect(one.contains("\"trial\" : 199"))
    try check(study: "study.yaml", plugin)
  }

  /// The template's own study file fits the command line; its table is not there.
  private func check(study file: String, _ plugin: [String]) throws {
    let table = "evaluator.path=" + scratch.file("table.csv")
    try scratch.write(SyntheticTable.text.replacingOccurrences(of: ",value,", with: ",cifar100_val_acc,"), "table.csv")
    let checked = try Program(["check", package + "/" + file, "--set", table] + plugin)
    #expect(checked.status == 0 && checked.output.contains("hill-climb"), "\(checked.errors)")
  }
}

/// The compiler of this machine.
private enum Toolchain {
  static let swift: String? = {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return folders.map { "\($0)/swift" }.first(where: FileManager.default.isExecutableFile)
  }()
}
