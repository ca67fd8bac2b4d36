import CNASPlugin
import NASPlugin
import PluginHosting
import Synchronization
import Workers

/// Takes what an evaluator says of one candidate, from whichever thread it says it.
final class RowAnswer: Sendable {
  /// Bytes of a reason that are looked at: a plugin may claim any length.
  private static let reasonLimit: UInt64 = 8_192

  private let candidate: Candidate
  private let metricCount: Int
  private let coordinator: Coordinator
  private let answers = Mutex<(first: ResultRecord?, count: Int)>((nil, 0))

  init(_ candidate: Candidate, metricCount: Int, _ coordinator: Coordinator) {
    (self.candidate, self.metricCount, self.coordinator) = (candidate, metricCount, coordinator)
  }

  /// What the evaluator answered, once its call has come back.
  var record: ResultRecord {
    answers.withLock { answers in
      switch (answers.first, answers.count) {
      case (let record?, 1): record
      case (nil, _): failed("the evaluator did not answer for this candidate")
      default: failed("the evaluator answered \(answers.count) times for one candidate")
      }
    }
  }

  fileprivate func report(_ row: UInt64, _ step: Double, _ values: UnsafePointer<Double>?, _ count: UInt64) -> Bool {
    guard row == 0, step.isFinite, count == UInt64(metricCount), let values else { return false }
    let point = Array(UnsafeBufferPointer(start: values, count: metricCount))
    coordinator.mention(.report(ReportRecord(trial: candidate.trial, step: step, values: point)))
    return coordinator.cancel.isRaised
  }

  fileprivate func finish(_ row: UInt64, _ result: nas_result) {
    let record = row == 0 ? self.record(of: result) : failed("the evaluator answered for row \(row) of one candidate")
    answers.withLock { answers in
      answers.first = answers.first ?? record
      answers.count += 1
    }
  }

  private func record(of result: nas_result) -> ResultRecord {
    var values: [Double] = []
    // Only the promised count is read: a wrong one says nothing about the memory behind it.
    if result.count == UInt64(metricCount), let start = result.values {
      values = Array(UnsafeBufferPointer(start: start, count: metricCount))
    }
    var record = ResultRecord(candidate, values: values)
    record.status = result.status
    record.claimed = result.count
    var reason = result.reason
    reason.length = min(reason.length, RowAnswer.reasonLimit)
    record.reason = String(reason)
    record.cost = result.cost.isFinite ? result.cost : nil
    return record
  }

  private func failed(_ sentence: String) -> ResultRecord {
    ResultRecord(candidate, failed: NASError(.failed, sentence))
  }
}

/// The sink's functions; `ctx` is a `RowAnswer`.
let forwardReport: @convention(c) (UnsafeMutableRawPointer?, UInt64, Double, UnsafePointer<Double>?, UInt64) -> UInt32 =
  {
    ctx, row, step, values, count in
    serviceOwner(ctx, as: RowAnswer.self)?.report(row, step, values, count) == true ? 1 : 0
  }

let keepResult: @convention(c) (UnsafeMutableRawPointer?, UInt64, UnsafePointer<nas_result>?) -> Void = {
  ctx, row, result in
  if let result { serviceOwner(ctx, as: RowAnswer.self)?.finish(row, result.pointee) }
}
