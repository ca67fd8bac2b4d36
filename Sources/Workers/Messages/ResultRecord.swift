package import NASPlugin

/// What an evaluator answered for one candidate, unchecked.
package struct ResultRecord: Sendable, Equatable, Codable {
  package var trial: UInt64
  package var attempt: Int
  /// The status of the row; 0 is completed, the code of `.cancelled` is pruned, all others failed.
  package var status: Int32
  package var values: [Double]
  /// The number of values that the evaluator says it gave; where it is wrong, `values` is empty.
  package var claimed: UInt64?
  package var reason: String
  /// Seconds that the evaluator says it cost; nil leaves it to the coordinator's clock.
  package var cost: Double?
  package var artifacts: [TrialResult.ScratchFile]?

  /// The values of a candidate that was completed.
  package init(_ candidate: Candidate, values: [Double]) {
    (trial, attempt, self.values) = (candidate.trial, candidate.attempt, values)
    (status, claimed, reason, cost, artifacts) = (0, nil, "", nil, nil)
  }

  /// Why a candidate failed.
  package init(_ candidate: Candidate, failed error: NASError) {
    self.init(candidate, values: [])
    (status, reason) = (error.code.rawValue, "\(error)")
  }
}
