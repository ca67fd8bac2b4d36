package import NASPlugin

/// All that was asked and what came of it, as a store gives it back.
package struct StudyHistory: Sendable, Equatable {
  /// What was asked, by trial: the index is the trial's number.
  package var proposals: [Proposal]
  /// What came of each trial, by trial and as long as `proposals`; nil where the trial has not finished.
  ///
  /// Each outcome bears the proposal of its trial, and shares its tokens.
  package var outcomes: [Outcome?]

  /// A history of these trials; empty unless told otherwise.
  package init(proposals: [Proposal] = [], outcomes: [Outcome?] = []) {
    (self.proposals, self.outcomes) = (proposals, outcomes)
  }

  /// The trials that were asked and have not finished, in order.
  package var unfinished: [TrialID] {
    outcomes.indices.filter { outcomes[$0] == nil }.map(TrialID.init)
  }

  /// Takes up trials that were asked, after those it has.
  mutating func append(_ asked: [Proposal]) {
    proposals.append(contentsOf: asked)
    outcomes.append(contentsOf: repeatElement(nil, count: asked.count))
  }
}
