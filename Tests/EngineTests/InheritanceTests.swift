import Engine
import NASPlugin
import Planning
import Storage
import Testing
import Workers

/// Artifacts that are there for even trials only.
private struct EvenArtifacts: ArtifactKeeping {
  func take(_ files: [TrialResult.ScratchFile], of trial: TrialID) -> [ArtifactRecord] { [] }
  func weights(of trial: TrialID) -> String? { trial.isMultiple(of: 2) ? "/weights-\(trial)" : nil }
  func drop(_ trial: TrialID) {}
}

@Suite("Inherited weights")
struct InheritanceTests {
  @Test("a candidate gets its parent's weights, and one whose parent has none fails rather than train from scratch")
  func weights() throws {
    var study = Rehearsal(trials: 30, window: 1)
    study.inherits = true
    study.artifacts = EvenArtifacts()
    try study.run()
    let outcomes = try study.outcomes
    #expect(outcomes.contains { $0.proposal.inherits })
    for outcome in outcomes {
      guard let parent = outcome.proposal.parent else { continue }
      #expect((outcome.status == .failed) == !parent.isMultiple(of: 2), "\(outcome)")
    }
    for candidate in study.dispatcher.candidates {
      #expect(candidate.parentWeights == candidate.proposal.parent.map { "/weights-\($0)" })
    }
    let orphan = outcomes.first { $0.status == .failed }
    #expect(orphan?.reason.hasPrefix("missing: the weights of trial ") == true)
  }
}
