import CNASPlugin

/// An evaluator of this library, as the host holds it.
final class EvaluatorBox {
  var evaluator: any Evaluator
  let services: HostServices

  init(_ evaluator: any Evaluator, services: HostServices) { (self.evaluator, self.services) = (evaluator, services) }

  static func of(_ pointer: UnsafeMutableRawPointer?) throws -> EvaluatorBox {
    guard let pointer else { throw NASError(.invalid, "the verb needs an instance") }
    return Unmanaged<EvaluatorBox>.fromOpaque(pointer).takeUnretainedValue()
  }

  func evaluate(_ columns: nas_candidates, _ sink: UnsafePointer<nas_evaluation_sink>) throws {
    let candidates = try [Candidate](columns)
    let evaluations = try evaluator.evaluate(candidates, in: EvaluationSession(sink: sink, services: services))
    guard evaluations.count == candidates.count else {
      throw NASError(.internal, "the evaluator answered \(evaluations.count) of \(candidates.count) candidates")
    }
    for (row, evaluation) in evaluations.enumerated() { finish(row, evaluation, sink.pointee) }
  }

  private func finish(_ row: Int, _ evaluation: Evaluation, _ sink: nas_evaluation_sink) {
    var result = nas_result()
    result.struct_size = UInt32(MemoryLayout<nas_result>.size)
    result.cost = .nan
    func send(_ values: [Double]) {
      values.withUnsafeBufferPointer {
        (result.values, result.count) = ($0.baseAddress, UInt64($0.count))
        sink.finish?(sink.ctx, UInt64(row), &result)
      }
    }
    switch evaluation {
    case .completed(let values): send(values)
    case .pruned(let values):
      result.status = NAS_CANCELLED
      send(values)
    case .failed(let reason):
      result.status = NAS_FAILED
      reason.withSpan {
        result.reason = $0
        sink.finish?(sink.ctx, UInt64(row), &result)
      }
    }
  }
}

/// The table of all evaluators of this library.
enum EvaluatorTables {
  nonisolated(unsafe) static let evaluator = lasting(
    nas_evaluator(
      struct_size: UInt32(MemoryLayout<nas_evaluator>.size), flags: 0,
      metrics: { this, sink, error in
        answering(error) {
          guard let sink else { throw NASError(.invalid, "metrics needs a sink") }
          let arena = SpanArena()
          for metric in try EvaluatorBox.of(this).evaluator.metrics {
            var record = nas_metric()
            record.struct_size = UInt32(MemoryLayout<nas_metric>.size)
            record.flags =
              (metric.isMaximized ? NAS_METRIC_MAXIMIZE : 0) | (metric.isMeasured ? NAS_METRIC_MEASURED : 0)
            (record.name, record.unit) = (arena.text(metric.name), arena.text(metric.unit))
            sink.pointee.put?(sink.pointee.ctx, &record)
          }
        }
      },
      evaluate: { this, candidates, sink, error in
        answering(error) {
          guard let candidates, let sink else { throw NASError(.invalid, "evaluate needs candidates and a sink") }
          try EvaluatorBox.of(this).evaluate(candidates.pointee, sink)
        }
      }))
}
