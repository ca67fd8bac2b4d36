/// Turns candidates into named metrics.
///
/// The host calls an instance from one thread at a time, in a worker process or, where its traits allow and the
/// study asks for it, in the coordinator.
public protocol Evaluator {
  /// What is measured; the order of the values in every evaluation.
  var metrics: [Metric] { get }
  /// Evaluates each candidate; the answers stand in the order of the candidates.
  mutating func evaluate(_ candidates: [Candidate], in session: EvaluationSession) throws -> [Evaluation]
}
