import Foundation
import HostileSupport
import NASPlugin
import Testing
import Workers

/// Each misbehaviour of a real plugin costs its trial, with the right reason, and nothing else.
@Suite(.serialized, .enabled(if: HostilePlugin.obstacle == nil, "\(HostilePlugin.obstacle ?? "")"))
struct HostileWorkerTests {
  /// What a misbehaviour must cost, and what must stand in the sentence.
  struct Case: CustomTestStringConvertible, Sendable {
    var misbehaviour: Misbehaviour
    var kind: TrialResult.Failure.Kind
    var sentence: String
    var testDescription: String { "\(misbehaviour)" }
  }

  static let cases = [
    Case(misbehaviour: .segmentationFault, kind: .crash, sentence: "signal 11 (SIGSEGV)"),
    Case(misbehaviour: .abort, kind: .crash, sentence: "signal 6 (SIGABRT)"),
    Case(misbehaviour: .exitSeven, kind: .exit, sentence: "status 7"),
    Case(misbehaviour: .hang, kind: .timeout, sentence: "deadline of 0.3 s"),
    Case(misbehaviour: .eatMemory, kind: .memory, sentence: "more than the limit of 256 MiB"),
    Case(misbehaviour: .notANumber, kind: .notFinite, sentence: "metric 'accuracy' is not finite"),
    Case(misbehaviour: .infinite, kind: .notFinite, sentence: "(inf)"),
    Case(misbehaviour: .wrongCount, kind: .wrongCount, sentence: "1 values for 2 metrics"),
    Case(misbehaviour: .absurdCount, kind: .wrongCount, sentence: "18446744073709551615 values"),
    Case(misbehaviour: .answerTwice, kind: .failed, sentence: "answered 2 times"),
    Case(misbehaviour: .neverAnswer, kind: .failed, sentence: "did not answer"),
    Case(misbehaviour: .wrongRow, kind: .failed, sentence: "row 5"),
    Case(misbehaviour: .statusWithoutMessage, kind: .failed, sentence: "status 77"),
    Case(misbehaviour: .statusWithMessage, kind: .failed, sentence: "no memory for the batch"),
    Case(misbehaviour: .failWithReason, kind: .failed, sentence: "the network has no weights"),
    Case(misbehaviour: .failWithoutReason, kind: .failed, sentence: "gave no reason"),
    Case(misbehaviour: .ownTimeout, kind: .timeout, sentence: "stopped at the deadline"),
    Case(misbehaviour: .floodReports, kind: .failed, sentence: "more than 16384 intermediate points"),
    Case(misbehaviour: .hugeReason, kind: .failed, sentence: "xxxx"),
    Case(misbehaviour: .closeSocket, kind: .exit, sentence: "status 0"),
    Case(misbehaviour: .garbageOnSocket, kind: .crash, sentence: "broke the protocol"),
    Case(misbehaviour: .leaveChild, kind: .exit, sentence: "status 9"),
  ]

  @Test(arguments: cases)
  func costsItsTrialOnly(_ expected: Case) throws {
    let folder = try HostilePlugin.freshFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var limits = HostilePlugin.limits(workers: 1, folder: folder)
    limits.memory = 256 << 20
    limits.evaluation = expected.kind == .timeout ? 0.3 : 30
    let pool = try WorkerPool(setup: HostilePlugin.setup(folder: folder), limits: limits)
    defer { pool.stop() }
    try pool.submit([
      HostilePlugin.candidate(1, .none, value: 5), HostilePlugin.candidate(2, expected.misbehaviour),
      HostilePlugin.candidate(3, .none, value: 6),
    ])
    let results = try pool.all(3)
    #expect(results.map(\.trial) == [1, 2, 3])
    #expect(results[0].evaluation == .completed([5, 1]))
    #expect(results[1].failure?.kind == expected.kind, "\(results[1])")
    #expect(results[1].failure?.sentence.contains(expected.sentence) == true, "\(results[1])")
    #expect(results[1].failure?.sentence.count ?? .max < 2_100)
    #expect(results[2].evaluation == .completed([6, 3]))
  }

  @Test func everyMisbehaviourIsTried() {
    let harmless: Set<Misbehaviour> = [.none, .printGarbage, .reportCurve, .keepFile, .tellDraw]
    #expect(Set(Self.cases.map(\.misbehaviour)).union(harmless) == Set(Misbehaviour.allCases))
  }

  @Test func printsGoToTheLog() throws {
    let folder = try HostilePlugin.freshFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let pool = try WorkerPool(
      setup: HostilePlugin.setup(folder: folder), limits: HostilePlugin.limits(workers: 1, folder: folder))
    try pool.submit([HostilePlugin.candidate(1, .printGarbage, value: 4)])
    #expect(try pool.all(1).map(\.evaluation) == [.completed([4, 1])])
    pool.stop()
    let log = try String(contentsOfFile: "\(folder)/worker.log", encoding: .utf8)
    #expect(log.split(separator: "\n").count == 1_000)
  }

  @Test func nothingIsLeftBehind() throws {
    let folder = try HostilePlugin.freshFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let before = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
    let pool = try WorkerPool(
      setup: HostilePlugin.setup(folder: folder), limits: HostilePlugin.limits(workers: 2, folder: folder))
    var seen = Set(pool.workers.map(\.pid))
    for trial in 0..<40 {
      try pool.submit([HostilePlugin.candidate(TrialID(trial), trial % 2 == 0 ? .abort : .exitSeven)])
      seen.formUnion(pool.workers.map(\.pid))
      #expect(try pool.all(1)[0].failure != nil)
    }
    pool.stop()
    // Tests beside this one open files too; a leak would be one or two for each of the 40 workers.
    let after = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
    #expect(after < before + 30)
    #expect(seen.count >= 40)
    #expect(seen.filter { FileManager.default.fileExists(atPath: "/proc/\($0)") } == [])
  }
}

extension WorkerPool {
  /// Waits for a number of results; by trial.
  func all(_ count: Int) throws -> [TrialResult] {
    var found: [TrialResult] = []
    while found.count < count {
      let more = try wait()
      guard !more.isEmpty else { break }
      found += more
    }
    return found.sorted { $0.trial < $1.trial }
  }
}
