import NASPlugin
import Storage

/// The trials of a study as they are printed.
struct TrialListing: Encodable {
  var study: String
  var trials: [Trial]

  struct Trial: Encodable {
    var trial: UInt64
    var architecture: String
    var tokens: [Int32]
    var status: String
    var reason: String
    var metrics: [String: Double?]
    var curve: [Point]
    var seconds: Double?
    var parent: UInt64?
    var fidelity: FidelityText?
  }

  struct Point: Encodable {
    var step: Double
    var metrics: [String: Double?]
  }

  struct FidelityText: Encodable {
    var amount: Double
    var unit: String
  }

  /// The trials of a record.
  ///
  /// Without times, what depends on the machine's clock is left out, so that two runs of
  /// one study print the same bytes.
  init(_ study: RecordedStudy, withTimes: Bool) throws {
    self.study = study.facts.name
    let metrics = try study.facts.metrics
    func named(_ values: [Double]) -> [String: Double?] {
      let pairs = zip(metrics, values).filter { withTimes || !$0.0.measured }.map { ($0.0.name, $0.1.finite) }
      return Dictionary(pairs) { first, _ in first }
    }
    trials = study.history.proposals.enumerated().map { index, proposal in
      let outcome = study.history.outcomes[index]
      return Trial(
        trial: UInt64(index), architecture: study.label(proposal.architecture), tokens: proposal.architecture.tokens,
        status: outcome.map { "\($0.status)" } ?? "running", reason: outcome?.reason ?? "",
        metrics: named(outcome?.metrics ?? []),
        curve: (outcome?.curve ?? []).map { Point(step: $0.step, metrics: named($0.metrics)) },
        seconds: withTimes ? outcome?.cost.finite : nil, parent: proposal.parent,
        fidelity: proposal.fidelity.map { FidelityText(amount: $0.amount, unit: "\($0.unit)") })
    }
  }
}
