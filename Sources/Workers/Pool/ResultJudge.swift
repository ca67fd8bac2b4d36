import NASPlugin

/// Turns what a worker answered into a result that the rest can rely on.
struct ResultJudge {
  let metrics: [Metric]

  /// Characters that a sentence of a plugin may have.
  static let sentenceLimit = 2_000

  /// The checked result of a record.
  func result(_ record: ResultRecord, of slot: PoolSlot, _ candidate: Candidate) -> TrialResult {
    var (evaluation, failure) = verdict(record)
    if failure?.kind == .failed, let deadline = candidate.deadline, MonotonicClock.now >= deadline {
      // Evaluators may turn the sentence of a training that saw its deadline into a reason of their own.
      failure?.kind = .timeout
    }
    let cost = record.cost.flatMap { $0.isFinite && $0 >= 0 ? $0 : nil } ?? slot.elapsed
    var result = TrialResult(trial: candidate.trial, attempt: candidate.attempt, evaluation: evaluation, cost: cost)
    result.failure = failure
    result.curve = slot.curve.filter { $0.step.isFinite && $0.metrics.count == metrics.count }
    result.artifacts = failure == nil ? record.artifacts ?? [] : []
    return result
  }

  /// The result of a candidate whose worker ended.
  func result(_ exit: WorkerExit, limits: WorkerLimits, of slot: PoolSlot, _ candidate: Candidate) -> TrialResult {
    failed(ResultJudge.failure(exit, limits), of: slot, candidate)
  }

  /// A result that is a failure.
  func failed(_ failure: TrialResult.Failure, of slot: PoolSlot, _ candidate: Candidate) -> TrialResult {
    var result = TrialResult(
      trial: candidate.trial, attempt: candidate.attempt, evaluation: .failed(failure.sentence), cost: slot.elapsed)
    result.failure = failure
    result.curve = slot.curve.filter { $0.step.isFinite && $0.metrics.count == metrics.count }
    return result
  }

  private func verdict(_ record: ResultRecord) -> (Evaluation, TrialResult.Failure?) {
    func failed(_ kind: TrialResult.Failure.Kind, _ sentence: String) -> (Evaluation, TrialResult.Failure?) {
      let sentence = String(sentence.prefix(ResultJudge.sentenceLimit))
      return (.failed(sentence), TrialResult.Failure(kind, sentence))
    }
    let code = NASError.Code(rawValue: record.status)
    guard record.status == 0 || code == .cancelled else {
      let reason =
        record.reason.isEmpty ? "the evaluator failed with status \(record.status) and gave no reason" : record.reason
      return failed(code == .timeout ? .timeout : .failed, reason)
    }
    if code == .cancelled, record.values.isEmpty, !metrics.isEmpty {
      return failed(.cancelled, "the evaluation was cancelled")
    }
    guard record.values.count == metrics.count else {
      let count = record.claimed ?? UInt64(record.values.count)
      return failed(.wrongCount, "the evaluator answered \(count) values for \(metrics.count) metrics")
    }
    if let bad = record.values.firstIndex(where: { !$0.isFinite }) {
      return failed(.notFinite, "metric '\(metrics[bad].name)' is not finite (\(record.values[bad]))")
    }
    return (code == .cancelled ? .pruned(record.values) : .completed(record.values), nil)
  }

  /// Why a candidate failed whose worker ended.
  static func failure(_ exit: WorkerExit, _ limits: WorkerLimits) -> TrialResult.Failure {
    let sentence = "the worker \(exit.description)"
    switch exit {
    case .signal, .protocolBroken: return TrialResult.Failure(.crash, sentence)
    case .status: return TrialResult.Failure(.exit, sentence)
    case .memory:
      return TrialResult.Failure(.memory, sentence + ", more than the limit of \((limits.memory ?? 0) >> 20) MiB")
    case .deadline:
      let limit = limits.evaluation.map { " of \($0) s" } ?? ""
      return TrialResult.Failure(.timeout, "the evaluation did not end before its deadline\(limit)")
    }
  }
}
