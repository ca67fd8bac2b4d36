import NASPlugin

/// Outcomes as a batch.
///
/// The proposals are not in it: they are those of the trials, asked before.
///
/// Columns: trials · statuses · reasons (text) · metrics (list) · objectives (list) · costs in seconds ·
/// points of the curves: counts by row, then for all points their steps and their metrics (list).
enum OutcomeBatch {
  /// The batch of 1 to 4,096 outcomes.
  static func encode(_ outcomes: [Outcome]) -> [UInt8] {
    var writer = BatchWriter(.outcomes, rows: outcomes.count)
    writer.column(outcomes.map(\.trial))
    writer.column(outcomes.map { UInt64($0.status.rawValue) })
    writer.text(outcomes.map(\.reason))
    writer.list(outcomes, \.metrics)
    writer.list(outcomes, \.objectives)
    writer.column(outcomes.map(\.cost.bitPattern))
    writer.column(outcomes.map { UInt64($0.curve.count) })
    let points = outcomes.flatMap(\.curve)
    writer.column(points.map(\.step.bitPattern))
    writer.list(points, \.metrics)
    return writer.finish()
  }

  /// The outcomes of a batch, each with the proposal of its trial; throws `BatchDamage` where the bytes are not one.
  static func decode(_ bytes: UnsafeRawBufferPointer, of proposals: [Proposal]) throws -> [Outcome] {
    var reader = try BatchReader(bytes, .outcomes)
    let rows = reader.rows
    let trials = try reader.column(rows)
    let statuses = try reader.column(rows, limit: UInt64(Int32.max))
    let reasons = try reader.text(rows)
    let metrics = try reader.list(rows)
    let objectives = try reader.list(rows)
    let costs = try reader.column(rows)
    let curves = try curves(&reader)
    try reader.finish()
    return try (0..<rows).map { row in
      var outcome = Outcome(
        trial: trials[row], proposal: try proposal(trials[row], proposals), status: try status(statuses[row]),
        reason: reasons[row], metrics: metrics[row])
      outcome.objectives = objectives[row]
      outcome.cost = Double(bitPattern: costs[row])
      if !curves.isEmpty { outcome.curve = curves[row] }
      return outcome
    }
  }

  /// The curve of each row; empty where no row has one, as in a tabular search.
  private static func curves(_ reader: inout BatchReader) throws -> [[CurvePoint]] {
    let (counts, sum) = try reader.counts(reader.rows)
    let steps = try reader.column(sum)
    let metrics = try reader.list(sum)
    guard sum > 0 else { return [] }
    var start = 0
    return counts.map { count in
      let points = start..<(start + Int(count))
      start = points.upperBound
      return points.map { CurvePoint(step: Double(bitPattern: steps[$0]), metrics: metrics[$0]) }
    }
  }

  private static func proposal(_ trial: TrialID, _ proposals: [Proposal]) throws -> Proposal {
    guard trial < proposals.count else { throw BatchDamage("trial \(trial) has an outcome and was never asked") }
    return proposals[Int(trial)]
  }

  private static func status(_ number: UInt64) throws -> Outcome.Status {
    guard let status = Outcome.Status(rawValue: Int32(number)) else {
      throw BatchDamage("an outcome has the unknown status \(number)")
    }
    return status
  }
}
