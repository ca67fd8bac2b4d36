/// Where evaluations run.
package enum Isolation: String, Sendable, Codable, CaseIterable {
  /// In worker processes: a crash costs one trial.
  case worker
  /// In the coordinator: only for components of the product's own build that say they are fit for it.
  case inProcess = "in-process"
}
