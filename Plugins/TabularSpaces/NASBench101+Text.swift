import NASPlugin

extension NASBench101 {
  private static let form = "op~0|op~0~1|op|op~2|op~0~4|output~3~5: per vertex its operation and the vertices it reads"

  /// Per vertex its operation and what it reads: `conv3x3-bn-relu~0|maxpool3x3~0~1|…|output~2~5`.
  func text(_ architecture: Architecture) throws -> String {
    _ = try Self.pruned(architecture)
    let graph = try Self.graph(architecture)
    return (1...ModuleGraph.output).map { vertex in
      let name =
        vertex == ModuleGraph.output
        ? "output" : ModuleOperation.allCases[Int(graph.operation(of: vertex))].name
      let sources = graph.sources(of: vertex)
      return (0..<vertex).reduce(name) { sources >> UInt32($1) & 1 == 1 ? $0 + "~\($1)" : $0 }
    }.joined(separator: "|")
  }

  func parse(_ text: String) throws -> Architecture {
    var graph = ModuleGraph(edges: 0, operations: 0)
    let parts = text.split(separator: "|", omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      guard index < ModuleGraph.output else {
        throw Self.error(text, part, "the architecture is complete, but '|\(part)' follows", "remove it")
      }
      try Self.read(part, of: text, vertex: index + 1, into: &graph)
    }
    guard parts.count == ModuleGraph.output else {
      throw NASError(
        .invalid, "at character \(text.count + 1) of '\(text)', the text ends after \(parts.count) of 6 vertices",
        hint: "the form is \(Self.form)")
    }
    let architecture = Self.architecture(graph)
    try validate(architecture)
    return architecture
  }

  private static func read(_ part: Substring, of text: String, vertex: Int, into graph: inout ModuleGraph) throws {
    let words = part.split(separator: "~", omittingEmptySubsequences: false)
    if vertex < ModuleGraph.output {
      guard let operation = ModuleOperation(name: words[0]) else {
        let known = ModuleOperation.allCases.map(\.name).joined(separator: ", ")
        throw error(text, words[0], "'\(words[0])' is no operation", "the operations are \(known)")
      }
      graph.operations |= UInt32(operation.rawValue) << UInt32(2 * (vertex - 1))
    } else if words[0] != "output" {
      throw error(text, words[0], "'\(words[0])' stands where 'output' is expected", "the form is \(form)")
    }
    var next = 0
    for word in words.dropFirst() {
      guard let source = Int(word), source >= next, source < vertex, "\(source)" == word else {
        throw error(
          text, word, "'\(word)' stands where a vertex that \(vertex) can read is expected",
          next < vertex ? "these are \(next) to \(vertex - 1), in order" : "there is none left")
      }
      graph.edges |= 1 << (ModuleGraph.first(into: vertex) + UInt32(source))
      next = source + 1
    }
  }

  private static func error(_ text: String, _ part: Substring, _ what: String, _ hint: String) -> NASError {
    let position = text.distance(from: text.startIndex, to: part.startIndex) + 1
    return NASError(.invalid, "at character \(position) of '\(text)', \(what)", hint: hint)
  }
}
