import NASPlugin
import Planning
import Storage
import Workers

extension StudyLoop {
  /// Waits until the oldest trial in flight has its outcome.
  func settleHead() throws -> Outcome {
    while true {
      switch inFlight[0].state {
      case .replayed(let outcome):
        progress.replayed += 1
        return outcome
      case .settled(let outcome):
        recorder.add(.finished([outcome]))
        return outcome
      case .recorded(let outcome): return outcome
      case .copy(let earlier):
        progress.reused += 1
        let outcome = try gate.copy(of: earlier, for: inFlight[0])
        recorder.add(.finished([outcome]))
        return outcome
      case .evaluating:
        for result in try parts.dispatcher.wait() { try receive(result) }
      }
    }
  }

  /// Takes one result: tries again where the policy says so, else it becomes the trial's outcome and is recorded.
  private func receive(_ result: TrialResult) throws {
    guard let index = inFlight.firstIndex(where: { $0.trial == result.trial }) else { return }
    let proposal = inFlight[index].proposal
    if result.failure != nil, result.attempt < plan.failures.retries {
      return try parts.dispatcher.submit([candidate(result.trial, proposal, attempt: result.attempt + 1)])
    }
    let outcome = judge.outcome(of: result, proposal)
    let files = try parts.artifacts?.take(result.artifacts, of: result.trial) ?? []
    recorder.add(.finished([outcome]))
    for file in files { recorder.add(.artifact(file)) }
    try recorder.commitBeforeActing()
    inFlight[index].state = .recorded(outcome)
  }

  /// Tells the oldest outcome: it is recorded by now, or goes into the same batch as the ask that follows.
  func tell(_ outcome: Outcome) throws {
    let head = inFlight.removeFirst()
    progress.count(outcome)
    if !head.isCopy { gate.remember(outcome) }
    try recorder.commitBeforeActing()
    try parts.strategy.tell([outcome])
    try dropArtifacts(after: outcome)
    try saveCheckpoint()
    if !recorder.isBatching || progress.told & 1_023 == 0 { parts.observe(progress) }
  }

  /// Keeps the files of the best trials only.
  private func dropArtifacts(after outcome: Outcome) throws {
    guard let artifacts = parts.artifacts else { return }
    for trial in gate.best.insert(outcome, keeping: plan.storage.best) { try artifacts.drop(trial) }
  }
}
