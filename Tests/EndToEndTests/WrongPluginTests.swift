import Foundation
import Testing

/// A plugin that does not fit is refused in one sentence before its code runs.
@Suite(
  .enabled(if: Program.isBuilt, "the release build is missing: make build"),
  .enabled(if: ForeignPlugin.obstacle == nil, "\(ForeignPlugin.obstacle ?? "")"))
struct WrongPluginTests {
  let (scratch, plugin): (Scratch, ForeignPlugin)

  init() throws {
    (scratch, plugin) = (try Scratch(), try ForeignPlugin.hostile.get().copy())
    try scratch.write(
      """
      space: { use: nas-bench-201 }
      strategy: { use: random }
      evaluator: { use: hostile, as: 0 }
      objective: { maximize: accuracy }
      budget: { trials: 2 }

      """, "study.yaml")
  }

  private func refused(
    _ words: String..., path: String? = nil, trust: [String] = ["--allow-unsigned"],
    location: SourceLocation = #_sourceLocation
  ) throws {
    let run = ["run", "study.yaml", "--plugin-path", path ?? plugin.manifest] + trust
    let before = scratch.contents
    let program = try Program(run, in: scratch.path)
    #expect(program.status == 2 && program.output.isEmpty, "\(program.errors)", sourceLocation: location)
    #expect(
      program.errorLines.count == 1 && program.errors.hasPrefix("nas: "), "\(program.errors)", sourceLocation: location)
    for word in words { #expect(program.errors.contains(word), "\(program.errors)", sourceLocation: location) }
    #expect(scratch.contents == before, sourceLocation: location)
  }

  @Test func thePluginItselfIsGood() throws {
    #expect(try Program(["check", "study.yaml"] + plugin.arguments, in: scratch.path).status == 0)
  }

  @Test func anotherPlatformIsNamed() throws {
    try plugin.setManifest("binary.platform", "linux-riscv64-gnu")
    try refused("it was built for linux-riscv64-gnu")
  }

  @Test func anotherABIIsNamed() throws {
    try plugin.setManifest("abi.major", 2)
    try refused("ABI 2")
  }

  @Test func aNewerABIIsNamed() throws {
    try plugin.setManifest("abi.minMinor", 7)
    try plugin.setManifest("abi.builtMinor", 7)
    try refused("1.7")
  }

  @Test func aWrongDigestIsNamed() throws {
    try plugin.setManifest("binary.sha256", String(repeating: "0", count: 64))
    try refused("is not the one that its manifest")
  }

  @Test func aLibraryThatWasChangedIsNamed() throws {
    var bytes = try Data(contentsOf: URL(fileURLWithPath: plugin.library))
    bytes[bytes.count / 2] ^= 1
    try bytes.write(to: URL(fileURLWithPath: plugin.library))
    try refused("is not the one that its manifest")
  }

  @Test func aLibraryThatIsCutOffIsNamed() throws {
    let bytes = try Data(contentsOf: URL(fileURLWithPath: plugin.library))
    try bytes.prefix(bytes.count / 2).write(to: URL(fileURLWithPath: plugin.library))
    try refused("is not the one that its manifest")
  }

  @Test func aMissingLibraryIsNamed() throws {
    try FileManager.default.removeItem(atPath: plugin.library)
    try refused("libForeign.so")
  }

  @Test func aManifestThatIsNoneIsNamed() throws {
    try plugin.scratch.write("{ \"schema\": 1", "plugin.json")
    try refused("plugin.json")
  }

  @Test func anUnsignedPluginIsRefusedUnlessItIsAllowed() throws {
    try refused("nobody signed it", "--allow-unsigned", trust: [])
  }

  @Test func aPathThatIsNotThereIsNamed() throws { try refused("/nowhere", path: "/nowhere/plugin.json") }

  @Test func aStrategyThatNeedsAnotherSpaceSaysWhichAbility() throws {
    let demanding = try ForeignPlugin.demanding.get()
    let run = ["run", "study.yaml", "--set", "strategy={ use: demanding }"] + plugin.arguments + demanding.arguments
    try expectRefusal(
      Array(run.dropLast()), in: scratch, saying: "'demanding' needs", "'progressive'", "'nas-bench-201' lacks")
  }
}
