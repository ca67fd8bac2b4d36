package import NASPlugin

/// What came of one evaluation of one candidate.
package struct TrialResult: Sendable, Equatable {
  package var trial: TrialID
  package var attempt: Int
  package var evaluation: Evaluation
  /// Why it failed; nil where it did not.
  package var failure: Failure?
  package var curve: [CurvePoint]
  /// Seconds by the study's clock.
  package var cost: Double
  /// Files that the evaluation left in the scratch folder, by name.
  package var artifacts: [ScratchFile]

  /// A result without curve or files.
  package init(trial: TrialID, attempt: Int, evaluation: Evaluation, cost: Double) {
    (self.trial, self.attempt, self.evaluation, self.cost) = (trial, attempt, evaluation, cost)
    (failure, curve, artifacts) = (nil, [], [])
  }

  /// Why an evaluation failed: the kind for policies, the sentence for people.
  package struct Failure: Sendable, Equatable, Codable {
    /// The kinds that a policy can tell apart.
    package enum Kind: String, Sendable, Codable, CaseIterable {
      case crash, exit, timeout, memory
      case notFinite = "not-finite"
      case wrongCount = "wrong-count"
      case failed, cancelled
    }

    package var kind: Kind
    package var sentence: String

    /// A failure of a kind.
    package init(_ kind: Kind, _ sentence: String) { (self.kind, self.sentence) = (kind, sentence) }
  }

  /// A file made by an evaluation, waiting to be taken into the study.
  package struct ScratchFile: Sendable, Equatable, Codable {
    package var name: String
    package var path: String

    /// A file with the name it shall have in its trial.
    package init(name: String, path: String) { (self.name, self.path) = (name, path) }
  }
}
