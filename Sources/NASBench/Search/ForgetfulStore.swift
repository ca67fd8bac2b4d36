import NASPlugin
import Storage

/// A record that keeps nothing: what a search costs without one.
struct ForgetfulStore: StudyRecording {
  func record(_ events: [StoreEvent]) {}
  func history() -> StudyHistory { StudyHistory() }
  func fact(_ key: String) -> String? { nil }
  func facts() -> [String: String] { [:] }
  func lastCheckpoint() -> Checkpoint? { nil }
  func artifacts() -> [ArtifactRecord] { [] }
}
