package import NASPlugin
package import Workers

/// Evaluates in the coordinator itself, all waiting candidates at once: for pure evaluators that take microseconds.
package final class InProcessDispatcher: Dispatcher {
  private let evaluator: ForeignEvaluator
  private var waiting: [Candidate] = []

  /// A dispatcher over an evaluator of this process.
  package init(_ evaluator: ForeignEvaluator) { self.evaluator = evaluator }

  package var metrics: [Metric] { evaluator.metrics }

  package func submit(_ candidates: [Candidate]) { waiting += candidates }

  package func wait() throws -> [TrialResult] {
    let candidates = waiting
    waiting.removeAll(keepingCapacity: true)
    var curves: [Int: [CurvePoint]] = [:]
    let results = try evaluator.evaluate(candidates) { row, point in
      curves[row, default: []].append(point)
      return false
    }
    return zip(candidates, results).enumerated().map { row, pair in
      var result = TrialResult(
        trial: pair.0.trial, attempt: pair.0.attempt, evaluation: pair.1.evaluation, cost: pair.1.cost ?? 0)
      result.curve = curves[row] ?? []
      if case .failed(let sentence) = pair.1.evaluation { result.failure = .init(.failed, sentence) }
      return result
    }
  }

  package func stop() { waiting = [] }
}
