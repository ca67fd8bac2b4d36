import NASPlugin
import Planning
import Storage
import Workers

extension StudyLoop {
  /// Waits until the oldest trial in flight has its outcome, and tells it.
  mutating func tellOldest() throws {
    while inFlight.isWaiting {
      for result in try parts.dispatcher.wait() { try receive(result) }
    }
    guard let trial = inFlight.popOldest() else { return }
    let outcome = try settle(trial)
    progress.count(outcome)
    if !trial.isCopy { gate.remember(outcome) }
    try tell(outcome)
  }

  /// The outcome of a trial that waits for nothing; it goes to the recorder where it is not recorded.
  private mutating func settle(_ trial: InFlight) throws -> Outcome {
    switch trial.state {
    case .evaluating: throw NASError(.internal, "trial \(trial.trial) is told before it is evaluated")
    case .recorded(let outcome): return outcome
    case .replayed(let outcome):
      progress.replayed += 1
      return outcome
    case .settled(let outcome):
      recorder.finish(outcome)
      return outcome
    case .copy(let earlier):
      progress.reused += 1
      let outcome = try gate.copy(of: earlier, for: trial.trial, trial.proposal)
      recorder.finish(outcome)
      return outcome
    }
  }

  /// Takes one result: tries again where the policy says so, else it becomes the trial's outcome and is recorded.
  private mutating func receive(_ result: TrialResult) throws {
    guard let proposal = inFlight[result.trial]?.proposal else { return }
    if result.failure != nil, result.attempt < plan.failures.retries {
      return try parts.dispatcher.submit([candidate(result.trial, proposal, attempt: result.attempt + 1)])
    }
    let outcome = judge.outcome(of: result, proposal)
    let files = try parts.artifacts?.take(result.artifacts, of: result.trial) ?? []
    recorder.finish(outcome)
    for file in files { recorder.add(.artifact(file)) }
    try recorder.commitBeforeActing()
    inFlight[result.trial]?.state = .recorded(outcome)
  }

  /// Tells an outcome: it is recorded by now, or goes into the same batch as the ask that follows.
  private mutating func tell(_ outcome: Outcome) throws {
    try recorder.commitBeforeActing()
    try parts.strategy.tell([outcome])
    if let artifacts = parts.artifacts { try drop(from: artifacts, after: outcome) }
    try saveCheckpoint()
    if !recorder.isBatching || progress.told & 1_023 == 0 { parts.observe(progress) }
  }

  /// Keeps the files of the best trials only.
  private mutating func drop(from artifacts: any ArtifactKeeping, after outcome: Outcome) throws {
    for trial in gate.best.insert(outcome, keeping: plan.storage.best) { try artifacts.drop(trial) }
  }
}
