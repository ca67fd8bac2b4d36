package import NASPlugin

/// One thing that happened in a study and must outlive the process.
package enum StoreEvent: Sendable, Equatable {
  /// Trials were asked: 1 to 4,096 proposals, the first of which is trial `first`.
  ///
  /// Trials are asked without gaps from 0, and a parent is asked before its child.
  case asked(first: TrialID, [Proposal])
  /// Trials finished: 1 to 4,096 outcomes in any order, each of a trial that was asked and has none yet.
  ///
  /// An outcome's proposal is the one asked, bit for bit.
  case finished([Outcome])
  /// The strategy's state; it takes the place of the one before.
  case checkpoint(Checkpoint)
  /// A file came into being.
  case artifact(ArtifactRecord)
  /// A circumstance of the study became known; it takes the place of an earlier value of that key.
  ///
  /// The key is not empty, and neither text contains a zero byte.
  case fact(key: String, value: String)

  /// The most trials that one event carries.
  package static let mostTrials = 4_096
}
