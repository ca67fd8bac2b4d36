import NASPlugin

extension DARTSCell {
  private static let pythonForm = """
    Genotype(normal=[('op', state), … eight], normal_concat=range(2, 6), reduce=[…], reduce_concat=range(2, 6))
    """

  /// Whether a text is meant as the Python tuple in which the papers' code prints cells.
  static func isPython(_ text: String) -> Bool { text.hasPrefix("Genotype(") }

  /// Reads what the code of DARTS prints: `Genotype(normal=[('sep_conv_3x3', 0), …], normal_concat=range(2, 6), …)`.
  func parsePython(_ text: String) throws -> Architecture {
    var reader = TextReader(text, form: Self.pythonForm)
    try reader.expect("Genotype(")
    let normal = try tupleCell(&reader, "normal")
    try reader.expect(",")
    let reduction = try tupleCell(&reader, "reduce")
    try reader.expect(")")
    try reader.end()
    return DARTSGenes.architecture(normal, reduction)
  }

  private func tupleCell(_ reader: inout TextReader, _ name: String) throws -> Cell {
    try reader.expect("\(name)=")
    try reader.expect("[")
    let cell = try cell(&reader) { reader, limit, other in
      try reader.expect("(")
      try reader.expect("'")
      let half = try self.half(&reader, limit, besides: other, between: ["'", ","])
      try reader.expect(")")
      return half
    }
    for word in ["]", ",", "\(name)_concat="] { try reader.expect(word) }
    // All nodes, as a range or as a list.
    let nodes = reader.take("range(") ? ["2", ",", "6", ")"] : ["[", "2", ",", "3", ",", "4", ",", "5", "]"]
    for word in nodes { try reader.expect(word) }
    return cell
  }
}
