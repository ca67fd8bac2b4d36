/// A small graph: two inputs, and blocks that each read two earlier states.
///
/// DARTS's nodes, PNAS's and NASNet's blocks are the same thing to it. It is kept in a vector register, so that a
/// search can make millions without asking for memory.
struct Cell: Equatable, Sendable {
  /// As many blocks as fit: states are numbered in four bits.
  static let largest = 12

  private(set) var count = 0
  private var blocks = SIMD16<UInt32>()

  init() {}

  init(_ blocks: [Block]) { for block in blocks { append(block) } }

  /// The block that makes state `index + 2`.
  subscript(index: Int) -> Block {
    get { Block(packed: blocks[index]) }
    set { blocks[index] = newValue.packed }
  }

  mutating func append(_ block: Block) {
    blocks[count] = block.packed
    count += 1
  }

  /// One bit for each state that a block reads.
  var usedStates: UInt32 {
    var used: UInt32 = 0
    for index in 0..<count {
      let block = self[index]
      used |= 1 << UInt32(block.first.state) | 1 << UInt32(block.second.state)
    }
    return used
  }

  /// Whether some block lays its halves side by side.
  var hasConcat: Bool {
    var all: UInt32 = 0
    for index in 0..<count { all |= blocks[index] }
    return all & 1 == 1
  }
}
