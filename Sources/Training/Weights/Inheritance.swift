/// Which tensors of a module were taken over from a file, and which kept their fresh values, and why.
package struct Inheritance: Sendable, Equatable {
  /// A tensor that was not taken over.
  package struct Left: Sendable, Equatable {
    /// Its name in files.
    package var name: String
    /// Its shape.
    package var shape: [Int]
    /// The shape that the file has under this name; nil where it has none.
    package var found: [Int]?

    /// A tensor that the file lacks, or has with another shape.
    package init(name: String, shape: [Int], found: [Int]?) {
      (self.name, self.shape, self.found) = (name, shape, found)
    }
  }

  /// The names of the tensors that were taken over.
  package var taken: [String] = []
  /// The tensors that were not.
  package var left: [Left] = []

  /// Nothing yet.
  package init() {}

  /// What happened, in one line; names at most `limit` of the tensors that were not taken.
  package func summary(naming limit: Int = 8) -> String {
    let total = taken.count + left.count
    guard !left.isEmpty else { return "inherited all \(total) tensors" }
    let named = left.prefix(limit).map { part in
      let shape = Self.text(part.shape)
      return part.found.map { "\(part.name) (\(shape), was \(Self.text($0)))" } ?? "\(part.name) (\(shape), new)"
    }
    let more = left.count > limit ? " and \(left.count - limit) more" : ""
    return "inherited \(taken.count) of \(total) tensors, not \(named.joined(separator: ", "))\(more)"
  }

  private static func text(_ shape: [Int]) -> String {
    shape.isEmpty ? "one number" : shape.map(String.init).joined(separator: "×")
  }
}
