/// What an evaluator found for one candidate.
public enum Evaluation: Sendable, Equatable {
  /// One number per declared metric, in order.
  case completed([Double])
  /// The evaluation failed, and why.
  case failed(String)
  /// The session asked to stop early; the metrics as they stood.
  case pruned([Double])
}
