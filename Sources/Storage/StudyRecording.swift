/// The record of a study: what happened is added, and read back as it was.
///
/// Its two conformers keep the same rules, so that what runs on `InMemoryStore` in a test runs on `StudyStore`.
/// All may be called from any thread; events count in the order of the calls.
package protocol StudyRecording: Sendable {
  /// Adds events, all or none; they are as durable as the store is when this returns.
  ///
  /// Throws `internal`, and adds nothing, where an event breaks a rule of `StoreEvent`: that is a defect of the caller.
  func record(_ events: [StoreEvent]) throws
  /// Everything asked and finished so far.
  func history() throws -> StudyHistory
  /// The value of a fact, or nil where there is none.
  func fact(_ key: String) throws -> String?
  /// All facts.
  func facts() throws -> [String: String]
  /// The newest checkpoint, or nil where none was recorded.
  func lastCheckpoint() throws -> Checkpoint?
  /// All artifacts, in the order of recording; a name of a trial may occur again where the trial was run again.
  func artifacts() throws -> [ArtifactRecord]
}
