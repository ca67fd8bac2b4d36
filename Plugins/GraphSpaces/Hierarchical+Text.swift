import NASPlugin

extension Hierarchical {
  /// Graph by graph the edges that carry something: `{1>2:max3x3 1>3:conv1x1} … {1>2:m5 1>3:m3}`, the cell last.
  func text(_ architecture: Architecture) throws -> String {
    try validate(architecture)
    let graphs = self.graphs(architecture)
    return graphs.enumerated().map { number, graph in
      let edges = HierarchyLevel(graphs: 1, nodes: graph.nodes).edges.filter { graph[$0.source, $0.target] > 0 }
      let words = edges.map {
        "\($0.source + 1)>\($0.target + 1):"
          + labelName(graph[$0.source, $0.target], isCell: number == graphs.count - 1)
      }
      return "{" + words.joined(separator: " ") + "}"
    }.joined(separator: " ")
  }

  func parse(_ text: String) throws -> Architecture {
    var reader = TextReader(text, form: form)
    var tokens: [Int32] = []
    for (number, level) in levels.enumerated() {
      for graph in 0..<level.graphs {
        if number + graph > 0 { try reader.expect(" ") }
        tokens += try self.graph(level, isCell: number == levels.count - 1, &reader)
      }
    }
    try reader.end()
    return Architecture(tokens)
  }

  private var form: String {
    variant == .flat
      ? "{1>2:conv1x1 1>3:id …}" : "six motifs and the cell: {1>2:conv1x1 1>3:id …} … {1>2:m5 1>3:m3 …}"
  }

  private func graph(_ level: HierarchyLevel, isCell: Bool, _ reader: inout TextReader) throws -> [Int32] {
    var labels = Array(repeating: Int32(0), count: Motif.edgeCount(nodes: level.nodes))
    var next = 0
    try reader.expect("{")
    while !reader.take("}") {
      if next > 0 { try reader.expect(" ") }
      let start = reader
      let source = try reader.number("a node")
      try reader.expect(">")
      let target = try reader.number("a node")
      guard source >= 1, source < target, target <= level.nodes, Motif.place(source - 1, target - 1) >= next else {
        throw start.error(
          "\(source)>\(target) stands where an edge to a later node is expected",
          hint: "there are \(level.nodes) nodes, and the edges stand by target and then source")
      }
      try reader.expect(":")
      let place = Motif.place(source - 1, target - 1)
      labels[place] = try label(isCell: isCell, &reader)
      next = place + 1
    }
    return labels
  }

  private func label(isCell: Bool, _ reader: inout TextReader) throws -> Int32 {
    let names = (1..<Int32(Self.labelCount)).map { labelName($0, isCell: isCell) }
    let word = reader.word
    guard let found = names.firstIndex(of: word) else {
      throw reader.error("'\(word)' is no operation of this graph", hint: "they are \(names.joined(separator: ", "))")
    }
    reader.skip(word.count)
    return Int32(found + 1)
  }
}
