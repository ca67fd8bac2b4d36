import NASPlugin

/// Graphviz's `dot`, where it is installed.
enum Graphviz {
  /// The picture that `dot` makes of a graph; nil where there is no `dot`.
  static func svg(of graph: String) throws -> String? {
    guard let dot = Tool("dot") else { return nil }
    let result = try dot.run(["-Tsvg"], input: graph)
    guard result.status == 0 else {
      throw NASError(.failed, "\(dot.path) ended with status \(result.status): \(result.errors.prefix(200))")
    }
    return result.output
  }
}
