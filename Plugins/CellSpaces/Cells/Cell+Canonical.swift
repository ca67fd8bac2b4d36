extension Cell {
  /// One form for all cells that differ in the order of blocks or of the halves of a block only.
  ///
  /// That order changes where channels stand, which the next 1×1 convolution undoes: the networks are the same up to
  /// the names of their weights. `keepingLast` leaves the last block where it is, for cells in which it says how
  /// wide the output is.
  func canonical(keepingLast: Bool = false) -> Cell {
    let order = BlockOrder(self, isLastFixed: keepingLast)
    var best: Cell?
    order.extend(Cell(), names: 0x10, placed: 0, &best)
    return best ?? self
  }

  /// The same blocks, the lesser half of each first.
  var withSortedHalves: Cell {
    var sorted = self
    for index in 0..<count where self[index].second.packed < self[index].first.packed {
      sorted[index] = Block(self[index].second, self[index].first, isConcat: self[index].isConcat)
    }
    return sorted
  }
}

/// Finds the order of blocks whose description is the least.
///
/// The least description takes the least block at every place, so only equal blocks are tried in turn.
private struct BlockOrder {
  private let cell: Cell
  private let used: UInt32
  private let isLastFixed: Bool

  init(_ cell: Cell, isLastFixed: Bool) {
    (self.cell, self.isLastFixed) = (cell, isLastFixed)
    used = cell.usedStates >> 2
  }

  /// Appends to `head` what is not placed yet; `names` holds the new number of each old state, four bits each.
  func extend(_ head: Cell, names: UInt64, placed: UInt32, _ best: inout Cell?) {
    var (head, names, placed) = (head, names, placed)
    while head.count < cell.count {
      let (least, equals) = candidates(names, placed)
      var rest = branches(equals)
      let next = rest.trailingZeroBitCount
      rest &= rest - 1
      while rest != 0 {
        let other = rest.trailingZeroBitCount
        rest &= rest - 1
        var (branch, branchNames) = (head, names)
        append(least, other, &branch, &branchNames)
        extend(branch, names: branchNames, placed: placed | 1 << UInt32(other), &best)
      }
      append(least, next, &head, &names)
      placed |= 1 << UInt32(next)
    }
    if let known = best, !head.precedes(known) { return }
    best = head
  }

  private func append(_ block: UInt32, _ index: Int, _ head: inout Cell, _ names: inout UInt64) {
    names |= UInt64(head.count + 2) << UInt64(4 * (index + 2))
    head.append(Block(packed: block))
  }

  /// The least of the blocks that can come next, and all that are equal to it.
  private func candidates(_ names: UInt64, _ placed: UInt32) -> (least: UInt32, equals: UInt32) {
    let known = placed << 2 | 3
    let movable = isLastFixed && placed.nonzeroBitCount < cell.count - 1 ? cell.count - 1 : cell.count
    var (least, equals) = (UInt32.max, UInt32(0))
    for index in 0..<movable where placed >> UInt32(index) & 1 == 0 {
      let block = cell[index]
      guard known >> UInt32(block.first.state) & known >> UInt32(block.second.state) & 1 == 1 else { continue }
      let renamed = block.renamed(names).packed
      if renamed < least { (least, equals) = (renamed, 0) }
      if renamed == least { equals |= 1 << UInt32(index) }
    }
    return (least, equals)
  }

  /// Of equal blocks that nobody reads, one stands for all.
  private func branches(_ equals: UInt32) -> UInt32 {
    let unread = equals & ~used
    return equals & used | unread & (0 &- unread)
  }
}

extension Cell {
  /// Whether its description is less than that of a cell of as many blocks.
  fileprivate func precedes(_ other: Cell) -> Bool {
    for index in 0..<count {
      let (mine, theirs) = (self[index].packed, other[index].packed)
      if mine != theirs { return mine < theirs }
    }
    return false
  }
}

extension Block {
  /// The block with new numbers for its states, the lesser half first.
  fileprivate func renamed(_ names: UInt64) -> Block {
    let (one, two) = (first.renamed(names), second.renamed(names))
    return two.packed < one.packed ? Block(two, one, isConcat: isConcat) : Block(one, two, isConcat: isConcat)
  }
}

extension Half {
  fileprivate func renamed(_ names: UInt64) -> Half {
    Half(state: Int(names >> UInt64(4 * state) & 15), operation: operation)
  }
}
