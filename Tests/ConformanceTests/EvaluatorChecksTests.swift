import NASPlugin
import NASPluginTesting
import Testing

/// Counts ones, and breaks one promise.
private struct BrokenEvaluator: Evaluator, Component {
  enum Flaw: String, OptionChoice {
    case none, noMetrics, twinMetrics, tooFewRows, tooManyValues, notANumber, unstable, dependsOnOthers,
      acceptsNonsense, throwsOnNonsense
    case strangeReport
  }
  struct Configuration: ComponentConfiguration {
    var flaw = Option(Flaw.none, "What is wrong.")
  }
  static let descriptor = ComponentDescriptor(name: "broken", summary: "Breaks a promise.")
  nonisolated(unsafe) static var calls = 0.0

  let space: any SearchSpace
  let flaw: Flaw

  init(configuration: Configuration, context: ComponentContext) throws {
    (space, flaw) = (try context.space, configuration.flaw.value)
  }

  var metrics: [Metric] {
    if flaw == .noMetrics { return [] }
    return [Metric("ones"), Metric(flaw == .twinMetrics ? "ones" : "seconds", measured: true)]
  }

  func evaluate(_ candidates: [Candidate], in session: EvaluationSession) throws -> [Evaluation] {
    let all = try candidates.enumerated().map { row, candidate in
      Self.calls += 1
      session.report(row, step: 1, flaw == .strangeReport ? [1] : [1, 2])
      do { try space.validate(candidate.architecture) } catch {
        if flaw == .throwsOnNonsense { throw error }
        if flaw != .acceptsNonsense { return Evaluation.failed("\(error)") }
      }
      var ones = Double(candidate.architecture.tokens.reduce(0) { $0 &+ $1 })
      if flaw == .notANumber { ones = .nan }
      if flaw == .unstable { ones += Self.calls }
      if flaw == .dependsOnOthers { ones += Double(candidates.count) }
      if flaw == .noMetrics { return .completed([]) }
      return .completed([ones, Self.calls] + (flaw == .tooManyValues ? [0] : []))
    }
    return flaw == .tooFewRows ? Array(all.dropLast()) : all
  }
}

@Suite(.serialized) struct EvaluatorChecksTests {
  private let plugin = InProcessPlugin {
    BrokenEvaluator.self
    ToySpace.self
  }

  private func violations(_ flaw: BrokenEvaluator.Flaw) throws -> [Violation] {
    let space = try plugin.space("toy")
    return checkEvaluator(over: space) {
      try plugin.evaluator("broken", options: [("flaw", .text(flaw.rawValue))], host: TestHost(space: space))
    }
  }

  @Test func withoutFlawNothingIsFound() throws { #expect(try violations(.none) == []) }

  @Test(arguments: [
    (BrokenEvaluator.Flaw.noMetrics, "metrics"), (.twinMetrics, "metrics"), (.tooFewRows, "evaluate"),
    (.tooManyValues, "values"),
    (.notANumber, "values"), (.unstable, "reproducible"), (.dependsOnOthers, "independent"),
    (.acceptsNonsense, "nonsense"),
    (.throwsOnNonsense, "nonsense"),
  ])
  fileprivate func findsEachFlaw(flaw: BrokenEvaluator.Flaw, violation: String) throws {
    let found = try violations(flaw)
    #expect(found.map(\.name).contains(violation), "\(found)")
  }

  /// The host drops such a report, so nobody is harmed.
  @Test func aReportOfTheWrongLengthNeverArrives() throws { #expect(try violations(.strangeReport) == []) }
}
