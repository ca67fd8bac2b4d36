package import NASPlugin

/// How workers are run, beside what they evaluate.
package struct WorkerLimits {
  /// Processes at most.
  package var workers: Int
  /// Where workers train: the next one takes the device that the fewest have.
  package var devices = [Device.cpu]
  /// The worker program; nil is `nas-worker` beside the running program.
  package var executable: String?
  /// The file that takes what workers print; nil is our standard error.
  package var log: String?
  /// Seconds that one evaluation may take; nil means no limit.
  package var evaluation: Double?
  /// Seconds from the start of a process until its components are made.
  package var setup = 600.0
  /// Bytes of its own that a worker may use; nil means no limit.
  package var memory: UInt64?

  /// Limits on the number of processes alone.
  package init(workers: Int) { self.workers = workers }
}

/// What the coordinator lends to those who wait for workers; called on the waiting thread.
package struct WorkerHooks {
  /// Whether the study was asked to stop; looked at whenever a signal arrives, and at least every 200 ms.
  package var isCancelled: () -> Bool = { false }
  /// Called at least every 200 ms while waiting, for a progress display.
  package var tick: () -> Void = {}
  /// Takes lines that workers log.
  package var log: (LogLevel, String) -> Void = { _, _ in }

  /// Hooks that do nothing.
  package init() {}
}
