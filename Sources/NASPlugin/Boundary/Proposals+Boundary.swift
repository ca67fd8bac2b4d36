import CNASPlugin

extension SpanArena {
  /// Proposals as columns; those that are default throughout stay absent.
  @inline(__always)
  func proposals<Row>(_ rows: [Row], _ proposal: (Row) -> Proposal) -> nas_proposals {
    var columns = nas_proposals(
      struct_size: UInt32(MemoryLayout<nas_proposals>.size), reserved: 0,
      architectures: self.rows(rows) { proposal($0).architecture },
      fidelity: .absent, fidelity_unit: .absent, parent: .absent, flags: .absent)
    if rows.contains(where: { proposal($0).fidelity != nil }) {
      columns.fidelity = column(rows) { proposal($0).fidelity?.amount ?? .nan }
      columns.fidelity_unit = column(rows) { proposal($0).fidelity?.unit.rawValue ?? NAS_FIDELITY_FRACTION }
    }
    if rows.contains(where: { proposal($0).parent != nil }) {
      columns.parent = column(rows) { proposal($0).parent ?? NAS_NO_TRIAL }
      columns.flags = column(rows) { proposal($0).flags }
    }
    return columns
  }
}

extension nas_proposals {
  /// The proposals that a batch of outcomes or candidates points to.
  init(lent pointer: UnsafePointer<nas_proposals>?) throws {
    guard let pointer else { throw NASError(.invalid, "the batch points to no proposals") }
    self = pointer.pointee
  }
}

extension [Proposal] {
  /// Copies proposals; a row that cannot be is refused.
  init(_ columns: nas_proposals) throws {
    let count = columns.architectures.count
    guard count <= 1 << 24 else { throw NASError(.invalid, "an answer of \(count) proposals cannot be") }
    try self.init(rows: Int(count)) { try Proposal(columns, row: $0) }
  }
}

extension Proposal {
  fileprivate var flags: UInt32 {
    (inherits ? NAS_PROPOSAL_INHERITS : 0) | (continues ? NAS_PROPOSAL_CONTINUES : 0)
  }

  /// Copies one row.
  init(_ columns: nas_proposals, row: Int) throws {
    self.init(try Architecture(columns.architectures, row: row))
    let amount = columns.fidelity.value(row, default: Double.nan)
    if !amount.isNaN {
      guard let unit = Fidelity.Unit(rawValue: columns.fidelity_unit.value(row, default: NAS_FIDELITY_FRACTION)),
        amount > 0, amount.isFinite
      else { throw NASError(.invalid, "proposal \(row) asks for fidelity \(amount), which cannot be") }
      fidelity = Fidelity(amount, unit)
    }
    let trial = columns.parent.value(row, default: NAS_NO_TRIAL)
    parent = trial == NAS_NO_TRIAL ? nil : trial
    let flags = columns.flags.value(row, default: UInt32(0))
    guard flags & ~(NAS_PROPOSAL_INHERITS | NAS_PROPOSAL_CONTINUES) == 0 else {
      throw NASError(.invalid, "proposal \(row) has flags \(flags), of which this version does not know all")
    }
    (inherits, continues) = (flags & NAS_PROPOSAL_INHERITS != 0, flags & NAS_PROPOSAL_CONTINUES != 0)
  }
}

extension [Architecture] {
  /// Copies rows.
  init(_ rows: nas_token_rows) throws { try self.init(rows: Int(rows.count)) { try Architecture(rows, row: $0) } }
}

extension Architecture {
  /// Copies one row; offsets that run backwards or past 2^24 tokens are refused.
  init(_ rows: nas_token_rows, row: Int) throws {
    guard let offsets = rows.offsets, offsets[row + 1] >= offsets[row], offsets[row + 1] - offsets[row] < 1 << 24 else {
      throw NASError(.invalid, "the offsets of token row \(row) are out of order")
    }
    let length = offsets[row + 1] - offsets[row]
    guard length == 0 || rows.data != nil else { throw NASError(.invalid, "token row \(row) has no data") }
    self.init(nas_tokens(data: rows.data.map { $0 + Int(offsets[row]) }, count: length))
  }
}
