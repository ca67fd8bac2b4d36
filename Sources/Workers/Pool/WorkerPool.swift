package import NASPlugin

/// Evaluates candidates in worker processes: a crash, a hang or a leak costs one candidate, and the worker is replaced.
///
/// One thread submits and waits. Processes are started when there is work for them, the first at once: it tells the metrics,
/// and what cannot be set up in a worker (a refused plugin, missing data) is thrown as the error of the study that it is.
package final class WorkerPool: Dispatcher {
  package let metrics: [Metric]
  private let setup: WorkerSetup
  private let supervisor: WorkerSupervisor
  private let judge: ResultJudge
  private var slots: [PoolSlot] = []
  private var queue = CandidateQueue()
  private var results: [TrialResult] = []

  /// A pool with its first worker set up; throws the sentence of what stands against it.
  package init(setup: WorkerSetup, limits: WorkerLimits, hooks: WorkerHooks = WorkerHooks()) throws {
    (self.setup, supervisor) = (setup, try WorkerSupervisor(limits: limits, hooks: hooks))
    let (first, metrics) = try WorkerPool.firstWorker(supervisor, setup)
    (self.metrics, judge) = (metrics, ResultJudge(metrics: metrics))
    slots = [first]
  }

  /// What each worker is doing.
  package var workers: [WorkerStatus] { slots.map(\.status) }

  /// Candidates that wait for a worker.
  package var waiting: Int { queue.count }

  package func submit(_ candidates: [Candidate]) throws {
    queue.append(contentsOf: candidates)
    try dispatch()
  }

  package func wait() throws -> [TrialResult] {
    while results.isEmpty {
      try dispatch()
      guard results.isEmpty, slots.contains(where: { $0.status.state != .idle }) else { break }
      for (link, event) in try supervisor.next() { try handle(event, of: link) }
    }
    defer { results = [] }
    return results
  }

  package func stop() {
    supervisor.stop()
    slots = []
    queue = CandidateQueue()
    results = []
  }
}

extension WorkerPool {
  private static func firstWorker(_ supervisor: WorkerSupervisor, _ setup: WorkerSetup) throws -> (PoolSlot, [Metric]) {
    let slot = try start(supervisor, setup, beside: [])
    while true {
      for (_, event) in try supervisor.next() {
        switch event {
        case .message(.ready(let greeting)):
          slot.rest()
          return (slot, greeting.metrics.map(\.metric))
        case .message(.log(let line)): supervisor.log(line)
        case .message(.failed(let record)): throw record.error
        case .message: break
        case .ended(let exit): throw supervisor.setupFailure(exit)
        }
      }
    }
  }

  /// Gives waiting candidates to idle workers, and starts workers for the rest.
  private func dispatch() throws {
    for slot in slots where slot.status.state == .idle {
      guard let candidate = queue.popFirst() else { break }
      // A worker that is gone is noticed by the end of its socket; the candidate is then counted as its victim.
      _ = try slot.begin(candidate, limit: supervisor.limits.evaluation)
    }
    let starting = slots.count { $0.status.state == .starting }
    let room = supervisor.limits.workers - slots.count
    for _ in 0..<max(0, min(room, queue.count - starting)) {
      slots.append(try Self.start(supervisor, setup, beside: slots))
    }
  }

  /// Starts a worker on the device that the fewest of the others have.
  private static func start(_ supervisor: WorkerSupervisor, _ setup: WorkerSetup, beside slots: [PoolSlot]) throws
    -> PoolSlot
  {
    let taken = supervisor.limits.devices.map { device in slots.count { $0.device == device } }
    let fewest = taken.indices.min { (taken[$0], $0) < (taken[$1], $1) }
    var setup = setup
    setup.device = fewest.map { supervisor.limits.devices[$0] } ?? setup.device
    return PoolSlot(try supervisor.start(setup), on: setup.device)
  }

  private func handle(_ event: WorkerSupervisor.Event, of link: WorkerLink) throws {
    // A worker that broke off may have sent more before; what comes after its end is nobody's.
    guard let slot = slots.first(where: { $0.link === link }) else { return }
    switch event {
    case .ended(let exit): try bury(slot, exit)
    case .message(.ready(let greeting)): try welcome(slot, greeting)
    case .message(.result(let record)): try finish(slot, record)
    case .message(.report(let report)):
      if !slot.note(report) {
        give(up: slot, "the evaluator reported more than \(PoolSlot.curveLimit) intermediate points")
      }
    case .message(.progress(let progress)): slot.note(progress)
    case .message(.log(let line)): supervisor.log(line)
    case .message(.failed(let record)): throw record.error
    case .message(.epoch), .message(.retrained), .message(.unknown): break
    }
  }

  private func welcome(_ slot: PoolSlot, _ greeting: WorkerGreeting) throws {
    guard slot.status.state == .starting else { return }
    guard greeting.metrics.map(\.metric) == metrics else {
      throw NASError(
        .failed, "two workers declare different metrics",
        hint: "the evaluator's metrics must depend on its options alone")
    }
    slot.rest()
  }

  private func finish(_ slot: PoolSlot, _ record: ResultRecord) throws {
    guard let candidate = slot.candidate, (record.trial, record.attempt) == (candidate.trial, candidate.attempt) else {
      supervisor.hooks.log(.warning, "a worker answered for trial \(record.trial), which it was not asked for")
      return
    }
    results.append(judge.result(record, of: slot, candidate))
    slot.rest()
  }

  private func bury(_ slot: PoolSlot, _ exit: WorkerExit) throws {
    slots.removeAll { $0 === slot }
    if slot.status.state == .starting { throw supervisor.setupFailure(exit) }
    if let candidate = slot.candidate {
      results.append(judge.result(exit, limits: supervisor.limits, of: slot, candidate))
    } else {
      supervisor.hooks.log(.warning, "an idle worker ended: it \(exit.description)")
    }
  }

  private func give(up slot: PoolSlot, _ sentence: String) {
    supervisor.end(slot.link)
    slots.removeAll { $0 === slot }
    guard let candidate = slot.candidate else { return }
    results.append(judge.failed(TrialResult.Failure(.failed, sentence), of: slot, candidate))
  }
}
