/// Collects violations; a promise that is broken many times is reported once.
final class Findings {
  private(set) var violations: [Violation] = []

  /// Notes a violation unless the condition holds.
  func require(_ condition: Bool, _ name: String, _ sentence: @autoclosure () -> String) {
    guard !condition, !violations.contains(where: { $0.name == name }) else { return }
    violations.append(Violation(name, sentence()))
  }

  /// Runs a part of the checks; what it throws is a violation.
  func attempt(_ name: String, _ body: (Findings) throws -> Void) {
    do { try body(self) } catch { require(false, name, "\(error)") }
  }

  /// Notes a violation where `body` does not throw.
  func refuses(_ name: String, _ sentence: @autoclosure () -> String, _ body: () throws -> Void) {
    do {
      try body()
      require(false, name, sentence())
    } catch {
      require(!"\(error)".isEmpty, name, "an error has no sentence")
    }
  }
}
