import Foundation
import HostileSupport
import NASPlugin
import Planning
import Testing
import Workers

/// The pool's ordinary life: results, curves, files, setups that cannot be, cancelling.
@Suite(.serialized, .enabled(if: HostilePlugin.obstacle == nil, "\(HostilePlugin.obstacle ?? "")"))
struct WorkerPoolTests {
  private func withFolder<R>(_ body: (String) throws -> R) throws -> R {
    let folder = try HostilePlugin.freshFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try body(folder)
  }

  private func pool(_ folder: String, workers: Int = 1, hooks: WorkerHooks = WorkerHooks()) throws -> WorkerPool {
    try WorkerPool(
      setup: HostilePlugin.setup(folder: folder), limits: HostilePlugin.limits(workers: workers, folder: folder),
      hooks: hooks)
  }

  @Test func metricsAreKnownAtOnce() throws {
    try withFolder { folder in
      let pool = try pool(folder)
      #expect(pool.metrics == [Metric("accuracy"), Metric("loss", unit: "nats", maximize: false, measured: true)])
      #expect(try pool.wait() == [])
    }
  }

  @Test(arguments: [1, 2, 3]) func allCandidatesAreAnswered(_ workers: Int) throws {
    try withFolder { folder in
      let pool = try pool(folder, workers: workers)
      try pool.submit((0..<100).map { HostilePlugin.candidate($0, .none, value: Int32($0)) })
      #expect(pool.workers.count <= workers)
      let results = try pool.all(100)
      #expect(results.map(\.trial) == Array(0..<100))
      #expect(results.map(\.evaluation) == (0..<100).map { .completed([Double($0), Double($0)]) })
      #expect(results.allSatisfy { $0.failure == nil && $0.cost >= 0 })
      #expect(try pool.wait() == [])
    }
  }

  @Test func workersAreStartedAsNeeded() throws {
    try withFolder { folder in
      let pool = try pool(folder, workers: 3)
      #expect(pool.workers.map(\.state) == [.idle])
      try pool.submit([HostilePlugin.candidate(0, .none)])
      #expect(pool.workers.count == 1)
      try pool.submit([
        HostilePlugin.candidate(1, .none), HostilePlugin.candidate(2, .none), HostilePlugin.candidate(3, .none),
      ])
      #expect(pool.workers.count == 3)
      #expect(try pool.all(4).count == 4)
    }
  }

  @Test func curvesComeWithTheResult() throws {
    try withFolder { folder in
      let pool = try pool(folder)
      try pool.submit([HostilePlugin.candidate(0, .reportCurve, value: 1), HostilePlugin.candidate(1, .none)])
      let results = try pool.all(2)
      #expect(results[0].curve == [CurvePoint(step: 1, metrics: [0.25, 0]), CurvePoint(step: 2, metrics: [0.5, 0])])
      #expect(results[1].curve == [])
    }
  }

  @Test func keptFilesComeWithTheResult() throws {
    try withFolder { folder in
      let pool = try pool(folder)
      try pool.submit([HostilePlugin.candidate(5, .keepFile), HostilePlugin.candidate(6, .none)])
      let results = try pool.all(2)
      let file = try #require(results[0].artifacts.first, "\(results[0])")
      #expect(file.name == "weights.bin" && file.path.hasPrefix(folder))
      #expect(try String(contentsOfFile: file.path, encoding: .utf8) == "weights")
      #expect(results[1].artifacts == [])
    }
  }

  @Test func randomStreamsDependOnTheSeedAlone() throws {
    func draw(_ seed: UInt64) throws -> Evaluation {
      try withFolder { folder in
        let limits = HostilePlugin.limits(workers: 1, folder: folder)
        let pool = try WorkerPool(setup: HostilePlugin.setup(folder: folder, seed: seed), limits: limits)
        try pool.submit([HostilePlugin.candidate(0, .tellDraw)])
        return try pool.all(1)[0].evaluation
      }
    }
    #expect(try draw(1) == draw(1))
    #expect(try draw(1) != draw(2))
    var stream = RandomSource(seed: RandomSource(seed: 1).source("evaluator").seed).stream("draw")
    #expect(try draw(1) == .completed([Double(stream.next() >> 40), 0]))
  }

  @Test(arguments: [
    ("refuses", "refuses to be made"), ("crashes", "signal 6 (SIGABRT)"), ("hangs", "not ready within 0.3 s"),
  ])
  func whatCannotBeSetUpIsAnErrorOfTheStudy(_ setup: String, _ sentence: String) throws {
    try withFolder { folder in
      var limits = HostilePlugin.limits(workers: 1, folder: folder)
      if setup == "hangs" { limits.setup = 0.3 }
      let error = #expect(throws: NASError.self) {
        try WorkerPool(setup: HostilePlugin.setup(setup, folder: folder), limits: limits)
      }
      #expect(error?.message.contains(sentence) == true, "\(String(describing: error))")
    }
  }

  @Test func unsignedPluginsAreRefused() throws {
    try withFolder { folder in
      var setup = try HostilePlugin.setup(folder: folder)
      setup.allowUnsigned = false
      let error = #expect(throws: NASError.self) {
        try WorkerPool(setup: setup, limits: HostilePlugin.limits(workers: 1, folder: folder))
      }
      #expect(error?.hint?.contains("--allow-unsigned") == true)
    }
  }

  @Test func aMissingProgramIsNamed() throws {
    try withFolder { folder in
      var limits = HostilePlugin.limits(workers: 1, folder: folder)
      limits.executable = "\(folder)/nas-worker"
      let error = #expect(throws: NASError.self) {
        try WorkerPool(setup: HostilePlugin.setup(folder: folder), limits: limits)
      }
      #expect(error?.code == .missing && error?.message.contains("\(folder)/nas-worker") == true)
    }
  }

  @Test func cancellingEndsTheWorkers() throws {
    try withFolder { folder in
      var (hooks, looks) = (WorkerHooks(), 0)
      hooks.isCancelled = { looks > 20 }
      hooks.tick = { looks += 1 }
      let pool = try pool(folder, workers: 2, hooks: hooks)
      looks = 20
      try pool.submit([HostilePlugin.candidate(0, .hang), HostilePlugin.candidate(1, .hang)])
      let pids = pool.workers.map(\.pid)
      let error = #expect(throws: NASError.self) { try pool.all(2) }
      #expect(error?.code == .cancelled)
      #expect(pids.filter { FileManager.default.fileExists(atPath: "/proc/\($0)") } == [])
    }
  }

  @Test func aPoolThatIsStoppedStartsAgain() throws {
    try withFolder { folder in
      let pool = try pool(folder)
      try pool.submit([HostilePlugin.candidate(0, .hang)])
      pool.stop()
      #expect(pool.workers == [] && pool.waiting == 0)
      #expect(try pool.wait() == [])
      try pool.submit([HostilePlugin.candidate(1, .none, value: 2)])
      #expect(try pool.all(1).map(\.evaluation) == [.completed([2, 1])])
    }
  }

  @Test func waitingInLineDoesNotCountAgainstTheDeadline() throws {
    try withFolder { folder in
      var limits = HostilePlugin.limits(workers: 1, folder: folder)
      limits.evaluation = 0.25
      let pool = try WorkerPool(setup: HostilePlugin.setup(folder: folder), limits: limits)
      try pool.submit([
        HostilePlugin.candidate(0, .hang), HostilePlugin.candidate(1, .hang),
        HostilePlugin.candidate(2, .none, value: 1),
      ])
      #expect(try pool.all(3).map(\.failure?.kind) == [.timeout, .timeout, nil])
    }
  }
}
