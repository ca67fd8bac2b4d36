import CNASPlugin

extension SpanArena {
  /// Outcomes as columns; all have as many metrics as the first.
  func outcomes(_ outcomes: [Outcome]) -> nas_outcomes {
    let metricCount = outcomes.first?.metrics.count ?? 0
    let objectiveCount = outcomes.lazy.map { $0.objectives.count }.max() ?? 0
    var columns = nas_outcomes()
    columns.struct_size = UInt32(MemoryLayout<nas_outcomes>.size)
    columns.trial = column(outcomes) { $0.trial }
    columns.proposals = lent(proposals(outcomes) { $0.proposal })
    columns.status = column(outcomes) { $0.status.rawValue }
    columns.metric_count = UInt64(metricCount)
    columns.metrics = doubles(outcomes, width: metricCount) { $0.metrics }
    columns.objective_count = UInt64(objectiveCount)
    columns.objectives = doubles(outcomes, width: objectiveCount) { $0.objectives }
    columns.cost = column(outcomes) { $0.cost }
    if outcomes.contains(where: { !$0.reason.isEmpty }) { columns.reason = column(outcomes) { self.text($0.reason) } }
    if outcomes.contains(where: { !$0.curve.isEmpty }) { lendCurves(outcomes, into: &columns) }
    return columns
  }

  private func lendCurves(_ outcomes: [Outcome], into columns: inout nas_outcomes) {
    let points = outcomes.flatMap { $0.curve }
    let offsets = room(for: outcomes.count + 1, of: UInt64.self)
    offsets[0] = 0
    for (row, outcome) in outcomes.enumerated() { offsets[row + 1] = offsets[row] + UInt64(outcome.curve.count) }
    columns.curve_offsets = UnsafePointer(offsets)
    columns.curve_step = column(points) { $0.step }
    columns.curve_metrics = doubles(points, width: Int(columns.metric_count)) { $0.metrics }
  }
}

extension [Outcome] {
  /// Copies outcomes.
  init(_ columns: nas_outcomes) throws {
    let proposals = try nas_proposals(lent: columns.proposals)
    try self.init(rows: Int(proposals.architectures.count)) { try Outcome(columns, proposals, row: $0) }
  }
}

extension Outcome {
  /// Copies one row.
  fileprivate init(_ columns: nas_outcomes, _ proposals: nas_proposals, row: Int) throws {
    guard let status = Status(rawValue: columns.status.value(row, default: NAS_OUTCOME_COMPLETED)) else {
      throw NASError(.invalid, "outcome \(row) has a status that this plugin does not know")
    }
    self.init(
      trial: columns.trial.value(row, default: NAS_NO_TRIAL), proposal: try Proposal(proposals, row: row),
      status: status, metrics: columns.metrics.doubles(row, count: Int(columns.metric_count)))
    if let texts = columns.reason.data {
      reason = String(texts.loadUnaligned(fromByteOffset: row * Int(columns.reason.stride), as: nas_text.self))
    }
    objectives = columns.objectives.doubles(row, count: Int(columns.objective_count))
    cost = columns.cost.value(row, default: 0)
    guard let offsets = columns.curve_offsets, offsets[row] <= offsets[row + 1] else { return }
    curve = (Int(offsets[row])..<Int(offsets[row + 1])).map {
      CurvePoint(
        step: columns.curve_step.value($0, default: Double($0)),
        metrics: columns.curve_metrics.doubles($0, count: Int(columns.metric_count)))
    }
  }
}
