import CNASPlugin

extension SpanArena {
  /// Candidates as columns.
  func candidates(_ candidates: [Candidate]) -> nas_candidates {
    var columns = nas_candidates()
    columns.struct_size = UInt32(MemoryLayout<nas_candidates>.size)
    columns.proposals = lent(proposals(candidates) { $0.proposal })
    columns.trial = column(candidates) { $0.trial }
    columns.seed = column(candidates) { $0.seed }
    if candidates.contains(where: { $0.attempt != 0 }) { columns.attempt = column(candidates) { UInt32($0.attempt) } }
    if candidates.contains(where: { $0.deadline != nil }) {
      columns.deadline = column(candidates) { $0.deadline ?? .max }
    }
    if candidates.contains(where: { $0.parentWeights != nil }) {
      columns.parent_artifact = column(candidates) { self.text($0.parentWeights ?? "") }
    }
    return columns
  }
}

extension [Candidate] {
  /// Copies candidates.
  init(_ columns: nas_candidates) throws {
    let proposals = try nas_proposals(lent: columns.proposals)
    try self.init(rows: Int(proposals.architectures.count)) { row in
      var candidate = Candidate(
        trial: columns.trial.value(row, default: NAS_NO_TRIAL), proposal: try Proposal(proposals, row: row),
        seed: columns.seed.value(row, default: 0))
      candidate.attempt = Int(columns.attempt.value(row, default: UInt32(0)))
      let deadline = columns.deadline.value(row, default: UInt64.max)
      candidate.deadline = deadline == .max ? nil : deadline
      if let texts = columns.parent_artifact.data {
        let stride = Int(columns.parent_artifact.stride)
        let path = String(texts.loadUnaligned(fromByteOffset: row * stride, as: nas_text.self))
        candidate.parentWeights = path.isEmpty ? nil : path
      }
      return candidate
    }
  }
}
