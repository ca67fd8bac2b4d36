/// One half of a block: an operation that reads an earlier state.
struct Half: Equatable, Sendable {
  /// The state that it reads: 0 and 1 are the inputs of the cell, block *b* makes state *b* + 2.
  var state: Int
  /// The operation, by its place in the space's list.
  var operation: Int

  /// State and operation in nine bits, so that halves compare by state first.
  var packed: UInt32 { UInt32(truncatingIfNeeded: state << 5 | operation) }

  init(state: Int, operation: Int) { (self.state, self.operation) = (state, operation) }

  init(packed: UInt32) { (state, operation) = (Int(packed >> 5 & 15), Int(packed & 31)) }
}

/// A new state of a cell: two halves and how they are joined.
struct Block: Equatable, Sendable {
  var first: Half
  var second: Half
  /// Whether the halves are laid side by side instead of added.
  var isConcat = false

  /// Both halves and the combiner in nineteen bits; for blocks in sorted form, a total order.
  var packed: UInt32 { first.packed << 10 | second.packed << 1 | (isConcat ? 1 : 0) }

  init(_ first: Half, _ second: Half, isConcat: Bool = false) {
    (self.first, self.second, self.isConcat) = (first, second, isConcat)
  }

  init(packed: UInt32) {
    self.init(Half(packed: packed >> 10), Half(packed: packed >> 1 & 511), isConcat: packed & 1 == 1)
  }
}
