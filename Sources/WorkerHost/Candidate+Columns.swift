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
            var columns = CandidateRow.columns(of: row, rows)
            return try body(&columns)
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

  static func columns(of row: UnsafePointer<CandidateRow>, _ architectures: nas_token_rows) -> nas_candidates {
    func column<T>(_ path: KeyPath<CandidateRow, T>) -> nas_column {
      nas_column(data: MemoryLayout<CandidateRow>.offset(of: path).map { UnsafeRawPointer(row) + $0 }, stride: 0)
    }
    var columns = nas_candidates()
    columns.struct_size = UInt32(MemoryLayout<nas_candidates>.size)
    columns.proposals.struct_size = UInt32(MemoryLayout<nas_proposals>.size)
    columns.proposals.architectures = architectures
    (columns.proposals.fidelity, columns.proposals.fidelity_unit) = (column(\.amount), column(\.unit))
    (columns.proposals.parent, columns.proposals.flags) = (column(\.parent), column(\.flags))
    (columns.trial, columns.seed, columns.attempt) = (column(\.trial), column(\.seed), column(\.attempt))
    (columns.deadline, columns.parent_artifact) = (column(\.deadline), column(\.weights))
    return columns
  }
}
