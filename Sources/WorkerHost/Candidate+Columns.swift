import CNASPlugin
import NASPlugin

extension Candidate {
  /// Lends this candidate as columns of one row.
  func withColumns<R>(_ body: (UnsafePointer<nas_candidates>) throws -> R) rethrows -> R {
    try architecture.withSpan { tokens in
      try (parentWeights ?? "").withSpan { weights in
        var row = CandidateRow(self, weights)
        return try withUnsafePointer(to: &row) { row in
          try [0, tokens.count].withUnsafeBufferPointer { offsets in
            let rows = nas_token_rows(data: tokens.data, offsets: offsets.baseAddress, count: 1)
            var proposals = CandidateRow.proposals(of: row, rows)
            return try withUnsafePointer(to: &proposals) { proposals in
              var columns = CandidateRow.columns(of: row, proposals)
              return try body(&columns)
            }
          }
        }
      }
    }
  }
}

/// The values of one row, at fixed places of one struct.
private struct CandidateRow {
  var trial: UInt64
  var seed: UInt64
  var deadline: UInt64
  var parent: UInt64
  var amount: Double
  var weights: nas_text
  var attempt: UInt32
  var unit: UInt32
  var flags: UInt32

  init(_ candidate: Candidate, _ weights: nas_text) {
    let proposal = candidate.proposal
    (trial, seed, deadline) = (candidate.trial, candidate.seed, candidate.deadline ?? .max)
    (parent, amount) = (proposal.parent ?? NAS_NO_TRIAL, proposal.fidelity?.amount ?? .nan)
    (self.weights, attempt, unit) = (
      weights, UInt32(candidate.attempt), proposal.fidelity?.unit.rawValue ?? NAS_FIDELITY_FRACTION
    )
    flags = (proposal.inherits ? NAS_PROPOSAL_INHERITS : 0) | (proposal.continues ? NAS_PROPOSAL_CONTINUES : 0)
  }

  static func proposals(of row: UnsafePointer<CandidateRow>, _ architectures: nas_token_rows) -> nas_proposals {
    nas_proposals(
      struct_size: UInt32(MemoryLayout<nas_proposals>.size), reserved: 0, architectures: architectures,
      fidelity: column(row, \.amount), fidelity_unit: column(row, \.unit), parent: column(row, \.parent),
      flags: column(row, \.flags))
  }

  static func columns(of row: UnsafePointer<CandidateRow>, _ proposals: UnsafePointer<nas_proposals>) -> nas_candidates
  {
    nas_candidates(
      struct_size: UInt32(MemoryLayout<nas_candidates>.size), reserved: 0, proposals: proposals,
      trial: column(row, \.trial), seed: column(row, \.seed), attempt: column(row, \.attempt),
      deadline: column(row, \.deadline), parent_artifact: column(row, \.weights))
  }

  /// One value of the row; a column of one row needs no stride.
  private static func column<T>(_ row: UnsafePointer<CandidateRow>, _ path: KeyPath<CandidateRow, T>) -> nas_column {
    nas_column(data: MemoryLayout<CandidateRow>.offset(of: path).map { UnsafeRawPointer(row) + $0 }, stride: 0)
  }
}
