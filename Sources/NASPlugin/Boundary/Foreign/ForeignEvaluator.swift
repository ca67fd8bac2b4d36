import CNASPlugin

/// An evaluator on the other side of the boundary.
public struct ForeignEvaluator {
  /// The instance that answers.
  public let instance: ForeignInstance
  /// What it measures.
  public let metrics: [Metric]
  private let table: UnsafePointer<nas_evaluator>
  private let arena = SpanArena()

  /// An evaluator over an instance whose component has the role.
  public init(_ instance: ForeignInstance) throws {
    let table = try instance.roleTable(.evaluator, as: nas_evaluator.self)
    (self.instance, self.table) = (instance, table)
    metrics = try collectMetrics { sink in
      try checked { table.pointee.metrics?(instance.pointer, sink, $0) ?? NAS_UNIMPLEMENTED }
    }
  }

  /// Evaluates candidates; each answer has one finite number per metric, or says why not.
  ///
  /// `report` is told of intermediate metrics (row, step, values) and returns true to stop a row.
  public func evaluate(
    _ candidates: [Candidate], report: (_ row: Int, _ point: CurvePoint) -> Bool = { _, _ in false }
  ) throws -> [EvaluationResult] {
    try withoutActuallyEscaping(report) { report in
      let collector = ResultCollector(metrics: metrics, count: candidates.count, report: report)
      var sink = nas_evaluation_sink(
        struct_size: UInt32(MemoryLayout<nas_evaluation_sink>.size), reserved: 0,
        ctx: Unmanaged.passUnretained(collector).toOpaque(), report: forwardReport, finish: storeResult)
      arena.reset()
      var columns = arena.candidates(candidates)
      try withExtendedLifetime(collector) {
        try checked { table.pointee.evaluate?(instance.pointer, &columns, &sink, $0) ?? NAS_UNIMPLEMENTED }
      }
      return collector.results.map {
        $0 ?? EvaluationResult(.failed("the evaluator did not answer for this candidate"))
      }
    }
  }
}

/// What an evaluator answered for one candidate, checked.
public struct EvaluationResult: Sendable, Equatable {
  /// What was found, or why nothing was.
  public var evaluation: Evaluation
  /// Seconds that the evaluator says it cost; nil where it leaves that to the host's clock.
  public var cost: Double?

  /// A result without a cost of its own.
  public init(_ evaluation: Evaluation, cost: Double? = nil) { (self.evaluation, self.cost) = (evaluation, cost) }
}

/// Receives and checks the answers of one call; a plugin's values are treated as hostile.
private final class ResultCollector {
  let metrics: [Metric]
  var results: [EvaluationResult?]
  let report: (Int, CurvePoint) -> Bool

  init(metrics: [Metric], count: Int, report: @escaping (Int, CurvePoint) -> Bool) {
    (self.metrics, self.report, results) = (metrics, report, Array(repeating: nil, count: count))
  }

  func report(_ row: UInt64, _ step: Double, _ values: UnsafeBufferPointer<Double>) -> Bool {
    guard row < results.count, values.count == metrics.count, step.isFinite else { return false }
    return report(Int(row), CurvePoint(step: step, metrics: Array(values)))
  }

  func finish(_ row: UInt64, _ result: nas_result) {
    guard row < results.count else { return }
    let cost = result.cost.isFinite && result.cost >= 0 ? result.cost : nil
    results[Int(row)] = EvaluationResult(
      results[Int(row)] == nil ? checked(result) : .failed("the evaluator answered twice"), cost: cost)
  }

  private func checked(_ result: nas_result) -> Evaluation {
    if result.status != NAS_OK && result.status != NAS_CANCELLED {
      let reason = String(result.reason)
      return .failed(reason.isEmpty ? "the evaluator gave status \(result.status) and no reason" : reason)
    }
    guard result.count == metrics.count, result.values != nil || metrics.isEmpty else {
      return .failed("the evaluator answered \(result.count) values for \(metrics.count) metrics")
    }
    let values = Array(UnsafeBufferPointer(start: result.values, count: metrics.count))
    if let bad = values.firstIndex(where: { !$0.isFinite }) {
      return .failed("metric '\(metrics[bad].name)' is not finite (\(values[bad]))")
    }
    return result.status == NAS_CANCELLED ? .pruned(values) : .completed(values)
  }
}

private func collector(_ ctx: UnsafeMutableRawPointer?) -> ResultCollector? {
  ctx.map { Unmanaged<ResultCollector>.fromOpaque($0).takeUnretainedValue() }
}

private let forwardReport:
  @convention(c) (UnsafeMutableRawPointer?, UInt64, Double, UnsafePointer<Double>?, UInt64) -> UInt32 = {
    ctx, row, step, values, count in
    let buffer = UnsafeBufferPointer(start: values, count: values == nil ? 0 : Int(count))
    return collector(ctx)?.report(row, step, buffer) == true ? 1 : 0
  }

private let storeResult: @convention(c) (UnsafeMutableRawPointer?, UInt64, UnsafePointer<nas_result>?) -> Void = {
  ctx, row, result in
  if let result { collector(ctx)?.finish(row, result.pointee) }
}

private func collectMetrics(_ verb: (UnsafePointer<nas_metric_sink>) throws -> Void) throws -> [Metric] {
  var found: [Metric] = []
  try withUnsafeMutablePointer(to: &found) { slot in
    var sink = nas_metric_sink(ctx: UnsafeMutableRawPointer(slot)) { slot, metric in
      guard let metric = metric?.pointee else { return }
      slot?.assumingMemoryBound(to: [Metric].self).pointee.append(
        Metric(
          String(metric.name), unit: String(metric.unit), maximize: metric.flags & NAS_METRIC_MAXIMIZE != 0,
          measured: metric.flags & NAS_METRIC_MEASURED != 0))
    }
    try verb(&sink)
  }
  return found
}
