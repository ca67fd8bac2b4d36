package import NASPlugin

/// Evaluates candidates somewhere: in worker processes, or in the coordinator itself.
///
/// The engine submits and waits from one thread. Results may come in any order; the engine puts them back in order.
package protocol Dispatcher: AnyObject {
  /// The metrics of the evaluator, in the order of every result.
  var metrics: [Metric] { get }
  /// Takes candidates over; they start as soon as there is room.
  func submit(_ candidates: [Candidate]) throws
  /// Blocks until at least one submitted candidate is done; never empty while any is in flight.
  /// Throws `.cancelled` when the study was asked to stop meanwhile.
  func wait() throws -> [TrialResult]
  /// Ends all evaluations in flight; their candidates have no result.
  func stop()
}
