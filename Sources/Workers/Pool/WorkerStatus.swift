package import NASPlugin

/// What a worker is doing, for displays.
package struct WorkerStatus: Sendable, Equatable {
  /// The state of a worker.
  package enum State: Sendable, Equatable { case starting, idle, busy }

  /// Process id.
  package var pid: Int32
  package var state: State
  /// The trial in hand.
  package var trial: TrialID?
  /// The last intermediate metrics of the trial in hand.
  package var point: CurvePoint?
  /// How far the trial in hand is, from 0 to 1, as the evaluator says.
  package var fraction: Double?
  /// Monotonic nanoseconds at which this state began.
  package var since: UInt64

  /// A worker that was just started.
  init(pid: Int32) {
    (self.pid, state, trial, point, fraction, since) = (pid, .starting, nil, nil, nil, MonotonicClock.now)
  }
}
