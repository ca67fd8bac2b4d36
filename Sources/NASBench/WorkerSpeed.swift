import Foundation
import Glibc
import NASPlugin
import Planning
import Workers

/// Microseconds from handing a candidate to a worker process until its result is there, for an evaluation that costs nothing.
struct WorkerSpeed: Measurement {
  let names = ["worker.roundtrip"]

  func run(_ selection: Selection) throws -> [Figure] {
    let folder = try ScratchFolder()
    let study = try TabularStudy(trials: 1, folder: folder.path)
    let space = try study.space()
    try SyntheticTable(space: space).write(to: "\(folder.path)/\(TabularStudy.table)")
    var setup = WorkerSetup(
      space: study.plan.space, seed: study.plan.seed,
      folders: WorkerSetup.Folders(study: folder.path, scratch: folder.path, cache: folder.path))
    setup.evaluator = study.plan.evaluator
    let pool = try WorkerPool(setup: setup, limits: WorkerLimits(workers: 1))
    defer { pool.stop() }
    let architecture = Architecture([0, 1, 2, 3, 4, 0])
    var samples = Samples()
    for trial in 0..<2_000 {
      let candidate = Candidate(trial: TrialID(trial), proposal: Proposal(architecture), seed: 1)
      samples.add(try roundtrip(candidate, pool))
    }
    return samples.median.map { [Figure("worker.roundtrip", $0 * 1e6, "µs")] } ?? []
  }

  private func roundtrip(_ candidate: Candidate, _ pool: WorkerPool) throws -> Double {
    try Stopwatch {
      try pool.submit([candidate])
      for result in try pool.wait() {
        if let failure = result.failure { throw NASError(.failed, "the worker fails: \(failure.sentence)") }
      }
    }.wall
  }
}
