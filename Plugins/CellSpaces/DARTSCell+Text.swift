import NASPlugin

extension DARTSCell {
  private static let form = "normal: op state, op state, … | reduce: op state, op state, … with two of each node"

  /// Two operations with their states for each node, in the order of the nodes: `normal: sep_conv_3x3 0, … | reduce:
  /// …`.
  func text(_ architecture: Architecture) throws -> String {
    try validate(architecture)
    let cells = (0..<2).map { number -> String in
      let cell = DARTSGenes.cell(number, of: architecture.tokens)
      let halves = (0..<cell.count).flatMap { [cell[$0].first, cell[$0].second] }
      return halves.map { "\(Self.operations[$0.operation].name) \($0.state)" }.joined(separator: ", ")
    }
    return "normal: \(cells[0]) | reduce: \(cells[1])"
  }

  /// Reads `text`'s form, or what the code of DARTS prints; the two operations of a node may stand in either order.
  func parse(_ text: String) throws -> Architecture {
    guard !Self.isPython(text) else { return try parsePython(text) }
    var reader = TextReader(text, form: Self.form)
    try reader.expect("normal:")
    let normal = try cell(&reader) { try half(&$0, $1, besides: $2) }
    try reader.expect("|")
    try reader.expect("reduce:")
    let reduction = try cell(&reader) { try half(&$0, $1, besides: $2) }
    try reader.end()
    return DARTSGenes.architecture(normal, reduction)
  }

  /// Four nodes of two halves with commas between all; `half` is told how many states there are, and the one already read.
  func cell(_ reader: inout TextReader, _ half: (inout TextReader, Int, Int?) throws -> Half) throws -> Cell {
    var cell = Cell()
    while cell.count < 4 {
      if cell.count > 0 { try reader.expect(",") }
      let first = try half(&reader, cell.count + 2, nil)
      try reader.expect(",")
      cell.append(Block(first, try half(&reader, cell.count + 2, first.state)))
    }
    return cell
  }

  /// An operation and a state other than `other`, with these words between them.
  func half(
    _ reader: inout TextReader, _ limit: Int, besides other: Int?, between words: [String] = []
  ) throws -> Half {
    let places = Array(Self.operations.dropFirst())
    let operation = try reader.operation(of: places) + 1
    for word in words { try reader.expect(word) }
    reader.skipSpaces()
    let before = reader
    let state = try reader.state(below: limit)
    guard state != other else {
      throw before.error("the node reads state \(state) twice", hint: "its two states are different")
    }
    return Half(state: state, operation: operation)
  }
}
