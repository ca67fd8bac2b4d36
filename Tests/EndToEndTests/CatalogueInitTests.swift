import Foundation
import Testing

@Suite(.enabled(if: Program.isBuilt, "the release build is missing: make build"))
struct CatalogueInitTests {
  /// Small images in the official format would be needed for a check of a study with data; the system's serve where they are.
  private static let hasImages = FileManager.default.fileExists(atPath: "/usr/share/datasets/fashion-mnist")

  @Test(.enabled(if: hasImages, "the package dataset-fashion-mnist is missing"))
  func checkAcceptsANewStudyUnchanged() throws {
    let folder = try Folder()
    defer { folder.remove() }
    let written = try Program("init", "--output", folder.file("study.yaml"))
    #expect(written.status == 0 && written.output.isEmpty)
    let checked = try Program("check", folder.file("study.yaml"))
    #expect(checked.status == 0, "\(checked.errors)")
    #expect(checked.output.contains("regularized-evolution"))
  }

  @Test func nothingIsOverwritten() throws {
    let folder = try Folder()
    defer { folder.remove() }
    try Data("mine".utf8).write(to: URL(fileURLWithPath: folder.file("study.yaml")))
    let run = try Program("init", "--output", folder.file("study.yaml"))
    #expect(run.status == 2 && run.errors.contains("exists already"))
    #expect(try String(contentsOfFile: folder.file("study.yaml"), encoding: .utf8) == "mine")
  }

  @Test func aTabularStudyNamesTheTableAndNoImages() throws {
    let run = try Program(
      "init", "--strategy", "random", "--evaluator", "table", environment: ["NAS_CACHE": "/cache"])
    #expect(run.status == 0)
    #expect(run.output.contains("path: \"/cache/tables/nas-bench-201.csv\""))
    #expect(!run.output.contains("\ndata:"))
  }

  @Test func anUnknownComponentIsAnsweredWithTheNearest() throws {
    let run = try Program("init", "--strategy", "randon")
    #expect(run.status == 2 && run.output.isEmpty && run.errors.contains("did you mean 'random'?"))
  }

  private struct Folder {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("nas-init-\(UUID().uuidString)")

    init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }

    func file(_ name: String) -> String { url.appendingPathComponent(name).path }

    func remove() { try? FileManager.default.removeItem(at: url) }
  }
}
