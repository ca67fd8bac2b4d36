import NASPlugin

/// A space whose architectures are cells of blocks, as NASNet and PNAS have them.
protocol BlockSpace: Crossing {
  /// How its cells are written as tokens.
  var code: BlockCode { get }
  /// What its text looks like, for errors.
  var form: String { get }
  /// One form for cells that are the same graph.
  func ordered(_ cell: Cell, number: Int) -> Cell
}

extension BlockSpace {
  var decisions: [Decision] { code.decisions }

  /// Every token uniform.
  func sample(_ random: inout RandomStream) -> Architecture {
    let limits = code.limits
    return Architecture(
      [Int32](unsafeUninitializedCapacity: limits.count) { buffer, used in
        for place in limits.indices {
          buffer[place] = Int32(truncatingIfNeeded: random.index(below: Int(limits[place])))
        }
        used = limits.count
      })
  }

  func validate(_ architecture: Architecture) throws { try code.validate(architecture.tokens) }

  /// Blocks in one order, and the halves of each block; where halves are laid side by side, the last block stays.
  ///
  /// It says to what width the other states are brought.
  func canonical(_ architecture: Architecture) throws -> Architecture {
    try validate(architecture)
    let first = ordered(code.cell(0, of: architecture.tokens), number: 0)
    guard code.cells.count == 2 else { return code.architecture(first) }
    return code.architecture(first, ordered(code.cell(1, of: architecture.tokens), number: 1))
  }
}
