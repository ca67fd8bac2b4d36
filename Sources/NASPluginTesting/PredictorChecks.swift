public import NASPlugin

/// Tries every promise of a predictor on samples of a space; an empty answer means that all were kept.
///
/// `make` makes a new instance each time, always with one seed.
public func checkPredictor(
  over space: any SearchSpace, samples: Int = 40, seed: UInt64 = 0, make: () throws -> ForeignPredictor
) -> [Violation] {
  let findings = Findings()
  findings.attempt("fit") { findings in
    var random = RandomSource(seed: seed).stream("architectures")
    let architectures = try (0..<samples).map { _ in try space.sample(&random) }
    let values = architectures.map { Double($0.tokens.reduce(0) { ($0 &* 31 &+ Int($1)) % 1_009 }) / 1_009 }
    var predictor = try make()
    try predictor.fit(architectures, values: values)
    let first = try predictor.predict(architectures)
    checkPredictions(first, architectures.count, findings)
    findings.require(try predictor.predict(architectures) == first, "predict", "predicting changes what is predicted")
    findings.require(try predictor.predict([]).isEmpty, "predict", "no architectures give predictions")
    try checkRows(&predictor, architectures, first, findings)
    try checkRepeatability(of: try make(), architectures, values, first, findings)
    try checkRefit(&predictor, architectures, values, first, findings)
    checkUnknownInterface(predictor.instance, .predictor, findings)
  }
  for value in [0, 1.0] { checkFew(space, value, findings, make) }
  return findings.violations
}

private func checkPredictions(_ predictions: [Prediction], _ count: Int, _ findings: Findings) {
  findings.require(predictions.count == count, "predict", "\(count) architectures get \(predictions.count) predictions")
  findings.require(
    predictions.allSatisfy { $0.mean.isFinite && $0.variance.isFinite && $0.variance >= 0 }, "finite",
    "a mean or variance is not finite, or a variance is negative")
}

private func checkRows(
  _ predictor: inout ForeignPredictor, _ architectures: [Architecture], _ first: [Prediction], _ findings: Findings
) throws {
  let turned = try predictor.predict(architectures.reversed())
  findings.require(Array(turned.reversed()) == first, "independent", "a prediction depends on its place among the rows")
}

private func checkRepeatability(
  of predictor: ForeignPredictor, _ architectures: [Architecture], _ values: [Double], _ first: [Prediction],
  _ findings: Findings
) throws {
  var predictor = predictor
  try predictor.fit(architectures, values: values)
  findings.require(try predictor.predict(architectures) == first, "reproducible", "two predictors with one seed differ")
}

/// Fitting starts from scratch: what was fitted in between leaves no trace.
private func checkRefit(
  _ predictor: inout ForeignPredictor, _ architectures: [Architecture], _ values: [Double], _ first: [Prediction],
  _ findings: Findings
) throws {
  try predictor.fit(architectures, values: values.map { 5 - $0 })
  try predictor.fit(architectures, values: values)
  findings.require(try predictor.predict(architectures) == first, "refit", "an earlier fit shows in a later one")
}

/// One value, and values that are all equal, are no reason to divide by zero.
private func checkFew(
  _ space: any SearchSpace, _ value: Double, _ findings: Findings, _ make: () throws -> ForeignPredictor
) {
  findings.attempt("few values") { findings in
    var random = RandomStream(seed: 2)
    let architectures = try (0..<5).map { _ in try space.sample(&random) }
    for count in [1, 5] {
      var predictor = try make()
      let known = Array(architectures.prefix(count))
      try predictor.fit(known, values: known.map { _ in value })
      checkPredictions(try predictor.predict(architectures), architectures.count, findings)
    }
  }
}
