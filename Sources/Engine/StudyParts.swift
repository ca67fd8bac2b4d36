package import NASPlugin
package import Storage
package import Workers

/// What a study runs on: its space and strategy, a place to evaluate, a record, and a place for files.
package struct StudyParts {
  package var space: ForeignSpace
  package var strategy: ForeignStrategy
  package var dispatcher: any Dispatcher
  package var store: any StudyRecording
  package var artifacts: (any ArtifactKeeping)?
  /// Asked between trials and while waiting; true ends the study so that it can be resumed.
  package var isCancelled: () -> Bool = { false }
  /// Told how the study stands: after each trial, or now and then where trials take microseconds.
  package var observe: (StudyProgress) -> Void = { _ in }

  /// The parts of a study without files and without anybody watching.
  package init(space: ForeignSpace, strategy: ForeignStrategy, dispatcher: any Dispatcher, store: any StudyRecording) {
    (self.space, self.strategy, self.dispatcher, self.store) = (space, strategy, dispatcher, store)
  }
}

/// Takes the files of trials into the study and drops those that are no longer wanted.
package protocol ArtifactKeeping {
  /// Takes files over; they are moved.
  func take(_ files: [TrialResult.ScratchFile], of trial: TrialID) throws -> [ArtifactRecord]
  /// The file with the weights of a trial, or nil where none are kept.
  func weights(of trial: TrialID) -> String?
  /// Removes the files of a trial.
  func drop(_ trial: TrialID) throws
}
