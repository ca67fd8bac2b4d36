import NASPlugin

extension BlockSpace {
  /// Blocks as `sep_conv_5x5 0 + max_pool_3x3 1`, with commas between them; `++` lays the halves side by side.
  ///
  /// With two cells each has its name before it and a bar between them: `normal: … | reduction: …`.
  func text(_ architecture: Architecture) throws -> String {
    try validate(architecture)
    let cells = code.cells.indices.map { text(of: code.cell($0, of: architecture.tokens)) }
    guard cells.count > 1 else { return cells[0] }
    return zip(code.cells, cells).map { "\($0): \($1)" }.joined(separator: " | ")
  }

  private func text(of cell: Cell) -> String {
    let blocks = (0..<cell.count).map { index -> String in
      let block = cell[index]
      return "\(text(of: block.first)) \(block.isConcat ? "++" : "+") \(text(of: block.second))"
    }
    return blocks.joined(separator: ", ")
  }

  private func text(of half: Half) -> String { "\(code.operations[half.operation].name) \(half.state)" }

  func parse(_ text: String) throws -> Architecture {
    var reader = TextReader(text, form: form)
    var cells: [Cell] = []
    for (index, name) in code.cells.enumerated() {
      if index > 0 { try reader.expect("|") }
      if code.cells.count > 1 { try reader.expect("\(name):") }
      cells.append(try cell(&reader))
    }
    try reader.end()
    return cells.count == 1 ? code.architecture(cells[0]) : code.architecture(cells[0], cells[1])
  }

  private func cell(_ reader: inout TextReader) throws -> Cell {
    var cell = Cell()
    while cell.count < code.blocks {
      if cell.count > 0 {
        if code.isGrowing, reader.isAtEnd { return cell }
        try reader.expect(",")
      }
      let first = try reader.half(of: code.operations, below: cell.count + 2)
      let isConcat = code.hasCombiners && reader.take("++")
      if !isConcat { try reader.expect("+") }
      cell.append(Block(first, try reader.half(of: code.operations, below: cell.count + 2), isConcat: isConcat))
    }
    return cell
  }
}
