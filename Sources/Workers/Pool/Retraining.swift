package import NASPlugin

/// Trains one architecture to the end, in a worker process of its own.
///
/// `setup.threads` says how many threads it uses, so the caller first stops its pool: they share the cores.
package enum Retraining {
  /// Runs the request and waits for its end; `report` is told of each epoch.
  ///
  /// Throws what went wrong in the worker, or how the worker ended; `.cancelled` where the study was asked to stop.
  package static func run(
    _ request: RetrainRequest, setup: WorkerSetup, limits: WorkerLimits, hooks: WorkerHooks = WorkerHooks(),
    report: (EpochReport) -> Void
  ) throws -> RetrainResult {
    let supervisor = try WorkerSupervisor(limits: limits, hooks: hooks)
    defer { supervisor.stop() }
    var setup = setup
    setup.evaluator = nil
    let link = try supervisor.start(setup)
    while true {
      for (_, event) in try supervisor.next() {
        switch event {
        case .message(.ready):
          link.deadline = limits.evaluation.map(MonotonicClock.after(seconds:))
          _ = try link.send(.retrain(request))
        case .message(.epoch(let record)): report(record.report)
        case .message(.retrained(let result)): return result
        case .message(.failed(let record)): throw record.error
        case .message(.log(let line)): supervisor.log(line)
        case .message: break
        case .ended(let exit):
          throw NASError(.failed, "the retraining failed: the worker \(exit.description)", hint: limits.logHint)
        }
      }
    }
  }
}
