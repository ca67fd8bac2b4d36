package import NASPlugin
package import Planning

extension StudyLoop {
  /// Refuses objectives and constraints over metrics that the evaluator does not measure.
  package static func check(_ plan: Plan, metrics: [Metric]) throws {
    _ = try OutcomeJudge(plan: plan, metrics: metrics)
  }
}
