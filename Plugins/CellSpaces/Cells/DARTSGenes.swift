import NASPlugin

/// An edge of a DARTS cell, from a state to a node; both are numbered as states, so that nodes are 2 to 5.
struct DARTSEdge: Sendable {
  let source: Int
  let node: Int

  /// The 14 edges of a cell, by node and then by source: the order of the tokens.
  static let all = (2..<6).flatMap { node in (0..<node).map { DARTSEdge(source: $0, node: node) } }
}

/// The tokens of a DARTS architecture: 14 edges of the normal cell, then 14 of the reduction cell.
enum DARTSGenes {
  static let cells = ["normal", "reduce"]
  static let count = 28
  /// Nodes of both cells.
  static let nodeCount = 8

  /// The tokens of the edges into a node of both cells' eight.
  static func node(_ number: Int) -> Range<Int> {
    let (cell, place) = (number >> 2, number & 3)
    let start = 14 * cell + place * (place + 3) / 2
    return start..<start + place + 2
  }

  /// The tokens of the edges into each of the eight nodes.
  static var nodes: some Sequence<Range<Int>> { (0..<nodeCount).lazy.map(node) }

  /// A cell of valid tokens: a block for each node, whose halves are its two edges, by source.
  static func cell(_ number: Int, of tokens: [Int32]) -> Cell {
    tokens.withUnsafeBufferPointer { tokens in
      var (cell, place) = (Cell(), 14 * number)
      for node in 2..<6 {
        var first: Half?
        for source in 0..<node {
          let half = Half(state: source, operation: Int(tokens[place + source]))
          guard half.operation != 0 else { continue }
          if let first { cell.append(Block(first, half)) } else { first = half }
        }
        place += node
      }
      return cell
    }
  }

  /// The tokens of two cells of four blocks each.
  static func architecture(_ normal: Cell, _ reduction: Cell) -> Architecture {
    Architecture(
      [Int32](unsafeUninitializedCapacity: count) { buffer, used in
        buffer.initialize(repeating: 0)
        for number in 0..<nodeCount {
          let block = number < 4 ? normal[number] : reduction[number - 4]
          for half in [block.first, block.second] {
            buffer[node(number).lowerBound + half.state] = Int32(truncatingIfNeeded: half.operation)
          }
        }
        used = count
      })
  }
}
