import NASPlugin

/// One worker of a pool with what it has in hand.
final class PoolSlot {
  let link: WorkerLink
  private(set) var status: WorkerStatus
  private(set) var candidate: Candidate?
  private(set) var curve: [CurvePoint] = []

  /// Intermediate metrics that one evaluation may report; more is taken for a runaway loop.
  static let curveLimit = 16_384

  /// Where it trains.
  let device: Device

  init(_ link: WorkerLink, on device: Device) {
    (self.link, self.device) = (link, device)
    status = WorkerStatus(pid: link.process.pid)
  }

  /// Gives the worker a candidate, to be done within `limit` seconds; false where the worker is gone.
  func begin(_ candidate: Candidate, limit: Double?) throws -> Bool {
    var candidate = candidate
    if let limit {
      // Counted from here, not from the asking: a candidate must not pay for the time it waited in line.
      candidate.deadline = min(candidate.deadline ?? .max, MonotonicClock.after(seconds: limit))
    }
    // Evaluators that look at their deadline get the chance to end by themselves.
    link.deadline = candidate.deadline.map { $0 &+ 100_000_000 }
    self.candidate = candidate
    enter(.busy)
    return try link.send(.evaluate([CandidateRecord(candidate)]))
  }

  /// The worker waits for the next candidate.
  func rest() {
    (candidate, link.deadline) = (nil, nil)
    enter(.idle)
  }

  /// Takes intermediate metrics; false where there are too many of them.
  func note(_ report: ReportRecord) -> Bool {
    guard report.trial == candidate?.trial else { return true }
    let point = CurvePoint(step: report.step, metrics: report.values)
    curve.append(point)
    status.point = point
    return curve.count <= PoolSlot.curveLimit
  }

  func note(_ progress: ProgressRecord) {
    if progress.fraction.isFinite { status.fraction = min(1, max(0, progress.fraction)) }
  }

  /// Seconds since the worker got its candidate.
  var elapsed: Double { Double(MonotonicClock.now - status.since) / 1e9 }

  private func enter(_ state: WorkerStatus.State) {
    curve = []
    let pid = status.pid
    status = WorkerStatus(pid: pid)
    (status.state, status.trial) = (state, candidate?.trial)
  }
}
