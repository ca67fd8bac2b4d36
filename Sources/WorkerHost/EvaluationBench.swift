import CNASPlugin
import NASPlugin
import Planning
import PluginHosting
import Workers

/// An evaluator with its space and services, evaluating one candidate at a time.
///
/// It calls the evaluator's table itself rather than through `ForeignEvaluator`: what the evaluator answers goes to the
/// coordinator as it is, which judges it outside of the plugin's reach.
final class EvaluationBench {
  let metrics: [Metric]
  private let table: UnsafePointer<nas_evaluator>
  private let reference: nas_component_ref
  private let evaluator: ForeignEvaluator
  private let coordinator: Coordinator
  private let files: ScratchFiles
  /// Trains for the evaluator; nil where the study names no data.
  private let desk: TrainingDesk?

  /// Opens the plugins and makes the space and the evaluator; throws what stands against it.
  init(evaluator planned: PlannedComponent, in workshop: Workshop) throws {
    let space = try workshop.make(workshop.setup.space)
    let desk = try workshop.setup.data.map { try TrainingDesk($0, workshop.setup, workshop.coordinator) }
    let instance = try workshop.make(planned) { table in
      table.lendSpace(space)
      TensorService.lend(to: table, workshop.setup)
      desk?.lend(to: table)
    }
    self.desk = desk
    evaluator = try ForeignEvaluator(instance)
    reference = instance.reference(.evaluator)
    guard let table = reference.table else { throw NASError(.invalid, "the evaluator '\(planned.name)' has no table") }
    self.table = table.assumingMemoryBound(to: nas_evaluator.self)
    (metrics, coordinator, files) = (evaluator.metrics, workshop.coordinator, workshop.files)
  }

  /// Evaluates a candidate; what goes wrong stands in the answer.
  func evaluate(_ candidate: Candidate) -> ResultRecord {
    desk?.deadline = candidate.deadline
    let answer = RowAnswer(candidate, metricCount: metrics.count, coordinator)
    var sink = nas_evaluation_sink(
      struct_size: UInt32(MemoryLayout<nas_evaluation_sink>.size), reserved: 0, ctx: serviceContext(answer),
      report: forwardReport, finish: keepResult)
    var result: ResultRecord
    do {
      try withExtendedLifetime((answer, evaluator)) {
        try candidate.withColumns { columns in
          try checked { table.pointee.evaluate?(reference.`self`, columns, &sink, $0) ?? NAS_UNIMPLEMENTED }
        }
      }
      result = answer.record
    } catch {
      result = ResultRecord(candidate, failed: error as? NASError ?? NASError(.failed, "\(error)"))
    }
    let kept = files.take().filter { $0.trial == candidate.trial }
    if !kept.isEmpty { result.artifacts = kept.map { TrialResult.ScratchFile(name: $0.name, path: $0.path) } }
    return result
  }
}
