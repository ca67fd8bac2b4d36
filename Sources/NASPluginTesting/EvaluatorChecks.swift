public import NASPlugin

/// Tries every promise of an evaluator on samples of a space; an empty answer means that all were kept.
///
/// `make` makes a new instance each time, always with one seed. What is measured by a clock may differ between two
/// evaluations of one candidate, all else may not.
public func checkEvaluator(
  over space: any SearchSpace, samples: Int = 8, seed: UInt64 = 0, make: () throws -> ForeignEvaluator
) -> [Violation] {
  let findings = Findings()
  findings.attempt("create") { findings in
    let evaluator = try make()
    checkMetrics(evaluator.metrics, findings)
    let candidates = try candidates(of: space, samples, seed)
    let whole = evaluated(evaluator, candidates, findings)
    checkCompleteness(whole, evaluator.metrics, findings)
    checkRepeatability(whole, by: try make(), candidates, findings)
    checkRows(whole, by: try make(), candidates, findings)
    checkNonsense(by: try make(), space, candidates, findings)
    checkUnknownInterface(evaluator.instance, .evaluator, findings)
  }
  return findings.violations
}

private func candidates(of space: any SearchSpace, _ count: Int, _ seed: UInt64) throws -> [Candidate] {
  var random = RandomSource(seed: seed).stream("candidates")
  return try (0..<count).map { number in
    Candidate(trial: TrialID(number), proposal: Proposal(try space.sample(&random)), seed: random.next())
  }
}

private func evaluated(_ evaluator: ForeignEvaluator, _ candidates: [Candidate], _ findings: Findings) -> [Evaluation] {
  var found: [Evaluation] = []
  findings.attempt("evaluate") { findings in
    found = try evaluator.evaluate(candidates) { row, point in
      findings.require(candidates.indices.contains(row), "reports", "it reports row \(row) of \(candidates.count)")
      findings.require(
        point.metrics.count == evaluator.metrics.count, "reports", "it reports \(point.metrics.count) metrics")
      return false
    }.map(\.evaluation)
  }
  return found
}

private func checkMetrics(_ metrics: [Metric], _ findings: Findings) {
  findings.require(!metrics.isEmpty, "metrics", "it declares none")
  findings.require(metrics.allSatisfy { !$0.name.isEmpty }, "metrics", "one has no name")
  findings.require(Set(metrics.map(\.name)).count == metrics.count, "metrics", "two have one name")
}

private func checkCompleteness(_ evaluations: [Evaluation], _ metrics: [Metric], _ findings: Findings) {
  for evaluation in evaluations {
    switch evaluation {
    case .completed(let values), .pruned(let values):
      findings.require(
        values.count == metrics.count && values.allSatisfy(\.isFinite), "values", "\(values) for \(metrics.map(\.name))"
      )
    case .failed(let reason):
      findings.require(false, "values", "a sample of the space cannot be evaluated: \(reason)")
    }
  }
}

private func checkRepeatability(
  _ whole: [Evaluation], by evaluator: ForeignEvaluator, _ candidates: [Candidate], _ findings: Findings
) {
  let again = evaluated(evaluator, candidates, findings)
  let same = again.map { unmeasured($0, evaluator.metrics) } == whole.map { unmeasured($0, evaluator.metrics) }
  findings.require(same, "reproducible", "two evaluations of the same candidates with the same seeds differ")
}

/// A candidate's result depends on the candidate, not on who else is evaluated with it, or before.
private func checkRows(
  _ whole: [Evaluation], by evaluator: ForeignEvaluator, _ candidates: [Candidate], _ findings: Findings
) {
  let single = candidates.reversed().flatMap { evaluated(evaluator, [$0], findings) }.reversed()
  let same = single.map { unmeasured($0, evaluator.metrics) } == whole.map { unmeasured($0, evaluator.metrics) }
  findings.require(same, "independent", "a candidate evaluated alone gets other values than in a batch")
  findings.attempt("evaluate") { findings in
    findings.require(try evaluator.evaluate([]).isEmpty, "evaluate", "no candidates give evaluations")
  }
}

/// What is no architecture fails; it does not end the process, nor the trials beside it.
private func checkNonsense(
  by evaluator: ForeignEvaluator, _ space: any SearchSpace, _ candidates: [Candidate], _ findings: Findings
) {
  guard !space.decisions.isEmpty, let good = candidates.first else { return }
  for tokens in [[], [.min], good.architecture.tokens + [9], good.architecture.tokens.map { $0 + 1_000 }] as [[Int32]] {
    var bad = good
    bad.proposal.architecture = Architecture(tokens)
    findings.attempt("nonsense") { findings in
      let results = try evaluator.evaluate([bad, good])
      guard case .failed(let reason) = results[0].evaluation else {
        findings.require(false, "nonsense", "the tokens \(tokens) get values")
        return
      }
      findings.require(!reason.isEmpty, "nonsense", "a failed candidate has no reason")
      if case .failed = results[1].evaluation {
        findings.require(false, "nonsense", "a bad candidate fails the good one beside it")
      }
    }
  }
}

/// Values without those that the clock decides.
private func unmeasured(_ evaluation: Evaluation, _ metrics: [Metric]) -> Evaluation {
  func kept(_ values: [Double]) -> [Double] { zip(values, metrics).filter { !$1.isMeasured }.map(\.0) }
  switch evaluation {
  case .completed(let values): return .completed(kept(values))
  case .pruned(let values): return .pruned(kept(values))
  case .failed: return evaluation
  }
}
