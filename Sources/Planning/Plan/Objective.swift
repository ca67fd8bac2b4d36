import NASPlugin

/// A metric to maximize or minimize.
package struct Objective: Sendable, Equatable, Codable {
  package var metric: String
  package var isMaximized: Bool

  /// An objective over a metric.
  package init(metric: String, isMaximized: Bool) { (self.metric, self.isMaximized) = (metric, isMaximized) }

  /// The value turned so that larger is better.
  package func oriented(_ value: Double) -> Double { isMaximized ? value : -value }

  /// Reads `{ maximize: NAME }`, `{ minimize: NAME }`, or a list of them.
  static func list(_ setting: Setting) throws -> [Objective] {
    let found = try setting.items().flatMap { item in
      try item.entries().map { key, value in
        guard key == "maximize" || key == "minimize" else { throw value.unknown(key, known: ["maximize", "minimize"]) }
        return Objective(metric: try value.text(), isMaximized: key == "maximize")
      }
    }
    guard !found.isEmpty else { throw setting.wrong("'objective' is empty", hint: "add maximize: METRIC") }
    guard Set(found.map(\.metric)).count == found.count else { throw setting.wrong("'objective' names a metric twice") }
    return found
  }
}
