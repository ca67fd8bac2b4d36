import Foundation
import Glibc
import Testing

/// libtorch takes a quarter of a second to open: only what trains networks pays for it.
@Suite(.enabled(if: Program.isBuilt, "the release build is missing: make build"))
struct LoadedLibrariesTests {
  /// The files that a process has mapped.
  private func maps(of pid: pid_t) throws -> String {
    let file = try #require(FileHandle(forReadingAtPath: "/proc/\(pid)/maps"))
    return String(decoding: file.readDataToEndOfFile(), as: UTF8.self)
  }

  /// What the loader says about every library that a command opens.
  private func opened(_ arguments: [String]) throws -> String {
    let run = try Program(arguments, environment: ["LD_DEBUG": "files"])
    #expect(run.status == 0)
    #expect(run.errors.contains("libswiftCore.so"), "the loader says what it opens")
    return run.errors
  }

  private func hasTorch(_ text: String) -> Bool { ["libtorch", "libc10", "TorchShim"].contains { text.contains($0) } }

  @Test(arguments: [["--help"], ["list"], ["describe", "train-and-validate"], ["plugin", "list"], ["run", "--help"]])
  func commandsThatTrainNothingOpenNoTorch(_ arguments: [String]) throws {
    #expect(try !hasTorch(opened(arguments)))
  }

  @Test func aWholeTabularStudyOpensNoTorch() throws {
    let study = try Study.onTable(trials: 50)
    #expect(try !hasTorch(opened(study.run("here"))))
    // The loader's words of the workers go to the log of their study.
    #expect(try !hasTorch(opened(study.run("processes", "--set", "isolation=worker"))))
    let log = try String(contentsOfFile: study.folder("processes") + "/workers.log", encoding: .utf8)
    #expect(log.contains("libTable") || log.contains("libswiftCore.so"))
    #expect(!hasTorch(log))
  }

  @Test func aTabularStudyThatRunsHasNoTorchMapped() throws {
    let study = try Study.onTable(trials: 100_000_000, "duplicates: repeat")
    let running = try RunningProgram(study.run("study"))
    defer { running.kill() }
    try study.waitForOutcome("study", of: running)
    let maps = try maps(of: running.pid)
    #expect(!running.hasEnded && maps.contains("libswiftCore.so"))
    #expect(!hasTorch(maps))
  }

  @Test(.enabled(if: Training.obstacle == nil, "\(Training.obstacle ?? "")"))
  func trainingOpensItInTheWorkersAlone() throws {
    let study = try Training.study()
    let running = try RunningProgram(study.run("study", "--set", "budget.trials=1000", "--workers", "1"))
    defer { running.kill() }
    try study.waitForOutcome("study", of: running)
    #expect(try !hasTorch(maps(of: running.pid)))
    let workers = running.survivors.filter { $0 != running.pid }
    #expect(try workers.contains { try hasTorch(maps(of: $0)) })
  }
}
