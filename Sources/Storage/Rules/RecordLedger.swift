import NASPlugin

/// What may be recorded next, given what was: the rules of `StoreEvent`, kept by every store.
///
/// It holds nine bytes a trial, so that a record of a million trials is checked without reading it again.
struct RecordLedger {
  /// A digest of each asked proposal, to see that an outcome is of what was asked.
  private var digests: [UInt64] = []
  private var isFinished: [Bool] = []
  private var finishedCount = 0
  /// What the last `admit` added, so that it can be taken back when writing fails.
  private var mark = (asked: 0, finished: [Int]())

  /// Checks events in order and counts them as recorded; where one breaks a rule, none is counted, and `internal` is thrown.
  mutating func admit(_ events: [StoreEvent]) throws {
    mark = (digests.count, [])
    do {
      for event in events { try admit(event) }
    } catch let violation as RuleViolation {
      takeBack()
      throw NASError(
        .internal, "the record of the study would contradict itself: \(violation.what)",
        hint: "this is a defect; please report it")
    }
  }

  /// Forgets what the last `admit` counted: the events could not be written.
  mutating func takeBack() {
    for trial in mark.finished { isFinished[trial] = false }
    finishedCount -= mark.finished.count
    digests.removeSubrange(mark.asked...)
    isFinished.removeSubrange(mark.asked...)
    mark = (digests.count, [])
  }

  /// Counts trials as asked.
  mutating func ask(first: TrialID, _ proposals: [Proposal]) throws {
    try Self.checkSize(proposals.count)
    guard first == digests.count else {
      throw RuleViolation("trial \(first) is asked where trial \(digests.count) is next")
    }
    for (trial, proposal) in zip(first..., proposals) {
      if let parent = proposal.parent, parent >= trial {
        throw RuleViolation("the parent \(parent) of trial \(trial) is not asked before it")
      }
      digests.append(proposal.digest)
      isFinished.append(false)
    }
  }

  /// Counts a trial as finished.
  mutating func finish(_ trial: TrialID) throws {
    guard trial < digests.count else { throw RuleViolation("trial \(trial) has an outcome and was never asked") }
    guard !isFinished[Int(trial)] else { throw RuleViolation("trial \(trial) has a second outcome") }
    isFinished[Int(trial)] = true
    finishedCount += 1
    mark.finished.append(Int(trial))
  }

  /// Ends the reading of a file: what was counted so far is never taken back.
  mutating func settle() { mark = (digests.count, []) }
}

extension RecordLedger {
  private mutating func admit(_ event: StoreEvent) throws {
    switch event {
    case .asked(let first, let proposals): try ask(first: first, proposals)
    case .finished(let outcomes): try finish(outcomes)
    case .checkpoint(let checkpoint): try check(checkpoint)
    case .artifact(let artifact): try check(artifact)
    case .fact(let key, let value): try check(fact: key, value)
    }
  }

  private mutating func finish(_ outcomes: [Outcome]) throws {
    try Self.checkSize(outcomes.count)
    for outcome in outcomes {
      try finish(outcome.trial)
      guard outcome.proposal.digest == digests[Int(outcome.trial)] else {
        throw RuleViolation("the outcome of trial \(outcome.trial) is of another proposal than the one asked")
      }
    }
  }

  private func check(_ checkpoint: Checkpoint) throws {
    guard checkpoint.asked <= digests.count, checkpoint.told <= finishedCount else {
      throw RuleViolation(
        "a checkpoint after \(checkpoint.asked) asks and \(checkpoint.told) outcomes is ahead of the record, "
          + "which has \(digests.count) and \(finishedCount)")
    }
  }

  private func check(_ artifact: ArtifactRecord) throws {
    if let fault = artifact.fault { throw RuleViolation(fault) }
    if let trial = artifact.trial, trial >= digests.count {
      throw RuleViolation("the artifact '\(artifact.name)' belongs to trial \(trial), which was never asked")
    }
  }

  /// A zero byte would end the text in SQLite, and what follows would be lost without a word.
  private func check(fact key: String, _ value: String) throws {
    if key.isEmpty { throw RuleViolation("a fact has no key") }
    if key.utf8.contains(0) || value.utf8.contains(0) { throw RuleViolation("the fact '\(key)' contains a zero byte") }
  }

  private static func checkSize(_ count: Int) throws {
    guard (1...StoreEvent.mostTrials).contains(count) else {
      throw RuleViolation("an event carries \(count) trials, not 1 to \(StoreEvent.mostTrials)")
    }
  }
}
