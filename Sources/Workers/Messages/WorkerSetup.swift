package import NASPlugin
package import Planning

/// All that a worker must know before the first candidate.
package struct WorkerSetup: Sendable, Equatable, Codable {
  package var space: PlannedComponent
  /// What evaluates; nil in a worker that only retrains.
  package var evaluator: PlannedComponent?
  /// The data set; nil where the study names none.
  package var data: DataPlan?
  /// The seed of the study; the components' seeds derive from it by role.
  package var seed: UInt64
  package var folders: Folders
  /// Whether plugins outside the build's own folder may be opened.
  package var allowUnsigned: Bool
  /// Threads within one evaluation; part of the plan, never of the machine.
  package var threads: Int
  /// Where networks are trained.
  package var device: Device
  /// Seconds from one writing of a training to disk to the next; 0 writes it after every epoch.
  package var checkpointInterval = 60.0

  /// A setup with one thread on the CPU, without an evaluator or data, for plugins of the build's own.
  package init(space: PlannedComponent, seed: UInt64, folders: Folders) {
    (self.space, self.seed, self.folders) = (space, seed, folders)
    (evaluator, data, allowUnsigned, threads, device) = (nil, nil, false, 1, .cpu)
  }

  /// The seed of the component in a role: the same in every process of the study.
  package func componentSeed(_ role: Role) -> UInt64 { RandomSource.component(role, ofStudySeeded: seed).seed }

  /// Where a worker reads and writes; absolute paths.
  package struct Folders: Sendable, Equatable, Codable {
    /// The study's own folder, with its artifacts.
    package var study: String
    /// For files that are not yet part of the study; emptied by the coordinator.
    package var scratch: String
    /// For decoded data sets, shared by studies.
    package var cache: String

    /// The three folders.
    package init(study: String, scratch: String, cache: String) {
      (self.study, self.scratch, self.cache) = (study, scratch, cache)
    }
  }
}
