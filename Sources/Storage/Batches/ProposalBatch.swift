import NASPlugin

/// Proposals as a batch.
///
/// Columns: counts of tokens · tokens, as unsigned numbers with the sign bit turned over · flags · amounts of fidelity
/// (bits), of the rows that have one · parents, of the rows that have one.
enum ProposalBatch {
  /// What a row has: bits 4 and 5 are the unit of its fidelity.
  private struct Flags: OptionSet {
    let rawValue: UInt64
    static let fidelity = Flags(rawValue: 1)
    static let parent = Flags(rawValue: 2)
    static let inherits = Flags(rawValue: 4)
    static let continues = Flags(rawValue: 8)
    static let unitShift: UInt64 = 4
    static let most: UInt64 = 0x3F
  }

  /// The batch of 1 to 4,096 proposals.
  static func encode(_ proposals: [Proposal]) -> [UInt8] {
    var writer = BatchWriter(.proposals, rows: proposals.count)
    writer.column(proposals.map { UInt64($0.architecture.tokens.count) })
    writer.column(tokens(of: proposals))
    writer.column(proposals.map { flags(of: $0) })
    writer.column(proposals.compactMap { $0.fidelity?.amount.bitPattern })
    writer.column(proposals.compactMap(\.parent))
    return writer.finish()
  }

  /// The proposals of a batch; throws `BatchDamage` where the bytes are not one.
  static func decode(_ bytes: UnsafeRawBufferPointer) throws -> [Proposal] {
    var reader = try BatchReader(bytes, .proposals)
    let (counts, sum) = try reader.counts(reader.rows)
    let tokens = try reader.column(sum, limit: UInt64(UInt32.max))
    let flags = try reader.column(reader.rows, limit: Flags.most).map(Flags.init)
    var amounts = try reader.column(flags.count { $0.contains(.fidelity) }).makeIterator()
    var parents = try reader.column(flags.count { $0.contains(.parent) }).makeIterator()
    try reader.finish()
    var start = 0
    return try zip(counts, flags).map { count, flags in
      defer { start += Int(count) }
      let row = [Int32](mapping: tokens, from: start, count: Int(count)) {
        Int32(truncatingIfNeeded: $0) ^ .min
      }
      return try proposal(row, flags, &amounts, &parents)
    }
  }

  private static func tokens(of proposals: [Proposal]) -> [UInt64] {
    var words: [UInt64] = []
    words.reserveCapacity(proposals.count * (proposals.first?.architecture.tokens.count ?? 0))
    for proposal in proposals {
      for token in proposal.architecture.tokens { words.append(UInt64(UInt32(bitPattern: token ^ .min))) }
    }
    return words
  }

  private static func flags(of proposal: Proposal) -> UInt64 {
    var flags: Flags = []
    if proposal.parent != nil { flags.insert(.parent) }
    if proposal.inherits { flags.insert(.inherits) }
    if proposal.continues { flags.insert(.continues) }
    guard let fidelity = proposal.fidelity else { return flags.rawValue }
    return flags.union(.fidelity).rawValue | UInt64(fidelity.unit.rawValue) << Flags.unitShift
  }

  private static func proposal(
    _ tokens: [Int32], _ flags: Flags, _ amounts: inout IndexingIterator<[UInt64]>,
    _ parents: inout IndexingIterator<[UInt64]>
  ) throws -> Proposal {
    var proposal = Proposal(Architecture(tokens))
    proposal.inherits = flags.contains(.inherits)
    proposal.continues = flags.contains(.continues)
    if flags.contains(.parent) { proposal.parent = parents.next() }
    let unit = UInt32(flags.rawValue >> Flags.unitShift)
    if flags.contains(.fidelity), let amount = amounts.next() {
      guard let unit = Fidelity.Unit(rawValue: unit) else { throw BatchDamage("a fidelity has the unit \(unit)") }
      proposal.fidelity = Fidelity(Double(bitPattern: amount), unit)
    } else if unit != 0 {
      throw BatchDamage("a unit stands without a fidelity")
    }
    return proposal
  }
}
