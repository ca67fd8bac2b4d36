import NASPlugin
import Storage

/// What the store holds from earlier runs of the study.
struct History {
  let proposals: [Proposal]
  private let outcomes: [Outcome?]

  init(_ record: StudyHistory) { (proposals, outcomes) = (record.proposals, record.outcomes) }

  func outcome(of trial: TrialID) -> Outcome? { trial < outcomes.count ? outcomes[Int(trial)] : nil }

  /// Refuses to go on where the strategy proposes something else than it did.
  func check(_ proposal: Proposal, trial: TrialID, space: ForeignSpace) throws {
    guard trial < proposals.count, proposals[Int(trial)] != proposal else { return }
    let (then, now) = (space.label(proposals[Int(trial)].architecture), space.label(proposal.architecture))
    let difference = then == now ? "another fidelity or parent" : "'\(now)'"
    throw NASError(
      .notReproducible,
      "trial \(trial) was '\(then)' when it was recorded, but the strategy now proposes \(difference)",
      hint:
        "a plugin or an option changed, or the strategy draws from another source than its streams; start a new study")
  }
}
