import NASPlugin
import Storage
import Workers

extension StudyLoop {
  /// Trials between two checkpoints: about a second of a tabular search, minutes of a trained one.
  private var interval: Int { recorder.isBatching ? 65_536 : 64 }

  /// Saves the strategy's state now and then, so that a long study opens without repeating all of its history.
  mutating func saveCheckpoint() throws {
    guard progress.told % interval == 0, progress.told >= history.proposals.count, parts.strategy.isCheckpointing else {
      return
    }
    guard let state = try parts.strategy.snapshot() else { return }
    recorder.add(.checkpoint(Checkpoint(asked: UInt64(progress.asked), told: UInt64(progress.told), state: state)))
  }

  /// Starts from the last checkpoint where there is one; what came after it is repeated.
  mutating func resumeFromCheckpoint() throws {
    guard parts.strategy.isCheckpointing, let checkpoint = try parts.store.lastCheckpoint(),
      checkpoint.told <= checkpoint.asked, checkpoint.asked <= history.proposals.count
    else { return }
    try parts.strategy.restore(checkpoint.state)
    for index in 0..<Int(checkpoint.asked) {
      let (trial, proposal) = (TrialID(index), history.proposals[index])
      progress.asked += 1
      if index < checkpoint.told {
        guard let outcome = history.outcome(of: trial) else {
          throw NASError(
            .invalid, "the study's record has no outcome for trial \(trial), which its checkpoint was told")
        }
        _ = try gate.duplicate(proposal, trial: trial)
        progress.count(outcome)
        progress.replayed += 1
        gate.remember(outcome)
      } else {
        try restart(trial, proposal)
      }
    }
  }

  private mutating func restart(_ trial: TrialID, _ proposal: Proposal) throws {
    let state = try state(of: proposal, trial: trial)
    inFlight.append(InFlight(trial: trial, proposal: proposal, state: state))
    if case .evaluating = state { try parts.dispatcher.submit([candidate(trial, proposal, attempt: 0)]) }
  }
}
