import NASPlugin

extension NASBench201 {
  private static let form = "|op~0|+|op~0|op~1|+|op~0|op~1|op~2|"

  /// The official string, such as `|nor_conv_3x3~0|+|none~0|skip_connect~1|+|none~0|none~1|avg_pool_3x3~2|`.
  func text(_ architecture: Architecture) throws -> String {
    try validate(architecture)
    var text = ""
    for (edge, token) in zip(CellEdge.all, architecture.tokens) {
      if edge.source == 0 { text += edge.target == 1 ? "|" : "+|" }
      text += CellOperation.allCases[Int(token)].name
      text += "~\(edge.source)|"
    }
    return text
  }

  func parse(_ text: String) throws -> Architecture {
    var reader = CellReader(text)
    var tokens: [Int32] = []
    for edge in CellEdge.all {
      if edge.source == 0 { try reader.expect(edge.target == 1 ? "|" : "+|", form: Self.form) }
      tokens.append(try reader.operation().rawValue)
      try reader.expect("~\(edge.source)|", form: Self.form)
    }
    guard reader.rest.isEmpty else {
      throw reader.error("the architecture is complete, but '\(reader.rest)' follows", hint: "remove it")
    }
    return Architecture(tokens)
  }
}

/// Reads the official string from left to right and says where it stops making sense.
private struct CellReader {
  let text: String
  var rest: Substring

  init(_ text: String) { (self.text, rest) = (text, text[...]) }

  func error(_ what: String, hint: String) -> NASError {
    let position = text.distance(from: text.startIndex, to: rest.startIndex) + 1
    return NASError(.invalid, "at character \(position) of '\(text)', \(what)", hint: hint)
  }

  mutating func expect(_ marks: String, form: String) throws {
    for mark in marks {
      guard rest.first == mark else {
        let found = rest.first.map { "'\($0)' stands" } ?? "the text ends"
        throw error("\(found) where '\(mark)' is expected", hint: "the form is \(form)")
      }
      rest.removeFirst()
    }
  }

  mutating func operation() throws -> CellOperation {
    let name = rest.prefix { $0 != "~" && $0 != "|" && $0 != "+" }
    guard let operation = CellOperation(name: name) else {
      throw error("'\(name)' is no operation", hint: hint(for: String(name)))
    }
    rest = rest[name.endIndex...]
    return operation
  }

  private func hint(for name: String) -> String {
    let known = CellOperation.allCases.map(\.name)
    let nearest = known.min { editDistance(name, $0) < editDistance(name, $1) }
    guard let nearest, editDistance(name, nearest) <= 4 else {
      return "the operations are \(known.joined(separator: ", "))"
    }
    return "did you mean '\(nearest)'? The operations are \(known.joined(separator: ", "))"
  }
}

/// How many insertions, deletions and replacements turn one word into the other.
private func editDistance(_ first: String, _ second: String) -> Int {
  let second = Array(second)
  var row = Array(0...second.count)
  for (index, letter) in first.enumerated() {
    var diagonal = row[0]
    row[0] = index + 1
    for column in second.indices {
      let replaced = diagonal + (letter == second[column] ? 0 : 1)
      diagonal = row[column + 1]
      row[column + 1] = min(replaced, diagonal + 1, row[column] + 1)
    }
  }
  return row[second.count]
}
