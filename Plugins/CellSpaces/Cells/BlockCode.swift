import NASPlugin

/// How cells of blocks are written as tokens: for each block two states, two operations and, where there is a choice, a
/// combiner.
struct BlockCode: Sendable {
  /// The name of the space, for errors.
  let space: String
  /// What the cells are called, in the order of the tokens.
  let cells: [String]
  /// Blocks of a cell.
  let blocks: Int
  /// What an operation token counts.
  let operations: [CellOperation]
  /// Whether blocks may lay their halves side by side.
  let hasCombiners: Bool
  /// Whether cells of fewer blocks are architectures too.
  let isGrowing: Bool
  /// One decision a token.
  let decisions: [Decision]
  /// How many options each token has.
  let limits: [Int32]
  /// What a mutation is called, by token and new value, one after another.
  private let changes: [String]
  private let firstChange: [Int]

  init(
    space: String, cells: [String], blocks: Int, operations: [CellOperation], hasCombiners: Bool = false,
    isGrowing: Bool = false
  ) {
    (self.space, self.cells, self.blocks, self.operations) = (space, cells, blocks, operations)
    (self.hasCombiners, self.isGrowing) = (hasCombiners, isGrowing)
    decisions = cells.flatMap { cell in
      (1...blocks).flatMap { Self.decisions(of: "\(cell) block \($0)", states: $0 + 1, operations, hasCombiners) }
    }
    limits = decisions.map { Int32(truncatingIfNeeded: $0.options.count) }
    changes = decisions.flatMap { decision in decision.options.map { "\(decision.name) is now \($0)" } }
    firstChange = decisions.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.options.count) }
  }

  /// Tokens of a block.
  var width: Int { hasCombiners ? 5 : 4 }

  /// Tokens of a whole architecture.
  var length: Int { cells.count * blocks * width }

  private static func decisions(
    of block: String, states: Int, _ operations: [CellOperation], _ hasCombiners: Bool
  ) -> [Decision] {
    let names = (0..<states).map(String.init)
    let read = ["first", "second"].map {
      Decision("\(block) \($0) state", options: names, kind: .reference, group: block, vocabulary: "state")
    }
    let done = ["first", "second"].map {
      Decision("\(block) \($0) operation", options: operations.map(\.name), group: block, vocabulary: "operation")
    }
    guard hasCombiners else { return read + done }
    return read + done
      + [Decision("\(block) combiner", options: ["add", "concat"], group: block, vocabulary: "combiner")]
  }

  /// What it is called that a token now has a value.
  func change(_ token: Int, _ value: Int32) -> String { changes[firstChange[token] + Int(value)] }
}

extension BlockCode {
  /// Throws `.invalid`, with the place and what was expected, where these are no tokens of the space.
  func validate(_ tokens: [Int32]) throws {
    guard tokens.count == length || isPartial(tokens.count) else {
      throw NASError(
        .invalid, "an architecture of \(space) has \(length) tokens, not \(tokens.count)",
        hint: isGrowing ? "a smaller one has \(width) for each block" : nil)
    }
    for place in tokens.indices where tokens[place] < 0 || tokens[place] >= limits[place] {
      throw NASError(
        .invalid, "token \(place) of an architecture of \(space) (\(decisions[place].name)) is \(tokens[place])",
        hint: "it is 0 to \(limits[place] - 1)")
    }
  }

  private func isPartial(_ count: Int) -> Bool { isGrowing && count > 0 && count < length && count % width == 0 }

  /// A cell of valid tokens.
  func cell(_ number: Int, of tokens: [Int32]) -> Cell {
    let share = tokens.count / cells.count
    return tokens.withUnsafeBufferPointer { tokens in
      var cell = Cell()
      for start in stride(from: number * share, to: (number + 1) * share, by: width) {
        let first = Half(state: Int(tokens[start]), operation: Int(tokens[start + 2]))
        let second = Half(state: Int(tokens[start + 1]), operation: Int(tokens[start + 3]))
        cell.append(Block(first, second, isConcat: hasCombiners && tokens[start + 4] == 1))
      }
      return cell
    }
  }

  /// The tokens of cells, of as many blocks as the cells have.
  func architecture(_ first: Cell, _ second: Cell = Cell()) -> Architecture {
    let count = (first.count + second.count) * width
    return Architecture(
      [Int32](unsafeUninitializedCapacity: count) { buffer, used in
        write(first, buffer, 0)
        write(second, buffer, first.count * width)
        used = count
      })
  }

  private func write(_ cell: Cell, _ buffer: UnsafeMutableBufferPointer<Int32>, _ start: Int) {
    for index in 0..<cell.count {
      let (block, place) = (cell[index], start + index * width)
      buffer[place] = Int32(truncatingIfNeeded: block.first.state)
      buffer[place + 1] = Int32(truncatingIfNeeded: block.second.state)
      buffer[place + 2] = Int32(truncatingIfNeeded: block.first.operation)
      buffer[place + 3] = Int32(truncatingIfNeeded: block.second.operation)
      if hasCombiners { buffer[place + 4] = block.isConcat ? 1 : 0 }
    }
  }
}
