package import NASPlugin

/// A candidate as it is written in a message.
package struct CandidateRecord: Sendable, Equatable, Codable {
  var trial: UInt64
  var tokens: [Int32]
  var seed: UInt64
  var attempt: Int?
  var deadline: UInt64?
  var amount: Double?
  var unit: UInt32?
  var parent: UInt64?
  var parentWeights: String?
  var inherits: Bool?
  var continues: Bool?

  /// The record of a candidate; what is at its default is left out.
  package init(_ candidate: Candidate) {
    let proposal = candidate.proposal
    (trial, tokens, seed) = (candidate.trial, proposal.architecture.tokens, candidate.seed)
    attempt = candidate.attempt == 0 ? nil : candidate.attempt
    (deadline, parentWeights, parent) = (candidate.deadline, candidate.parentWeights, proposal.parent)
    (amount, unit) = (proposal.fidelity?.amount, proposal.fidelity?.unit.rawValue)
    inherits = proposal.inherits ? true : nil
    continues = proposal.continues ? true : nil
  }

  /// The candidate of the record.
  package var candidate: Candidate {
    var proposal = Proposal(Architecture(tokens))
    if let amount { proposal.fidelity = Fidelity(amount, unit.flatMap(Fidelity.Unit.init) ?? .fraction) }
    (proposal.parent, proposal.inherits, proposal.continues) = (parent, inherits ?? false, continues ?? false)
    var candidate = Candidate(trial: trial, proposal: proposal, seed: seed)
    (candidate.attempt, candidate.deadline, candidate.parentWeights) = (attempt ?? 0, deadline, parentWeights)
    return candidate
  }
}
