import NASPlugin

/// A bound on a metric, such as `macs <= 150M`; params and macs are checked before an evaluation, others after it.
package struct Constraint: Sendable, Equatable, Codable {
  /// Which side of the bound is allowed.
  package enum Relation: String, Sendable, Codable, CaseIterable {
    case atMost = "<="
    case atLeast = ">="
  }

  package var metric: String
  package var relation: Relation
  package var bound: Double

  /// A bound on a metric.
  package init(metric: String, relation: Relation, bound: Double) {
    (self.metric, self.relation, self.bound) = (metric, relation, bound)
  }

  /// The metrics that the network alone tells.
  package static let cheapMetrics = ["params", "macs"]

  /// Whether the network alone tells.
  package var isCheap: Bool { Self.cheapMetrics.contains(metric) }

  /// Whether a value keeps the bound.
  package func allows(_ value: Double) -> Bool { relation == .atMost ? value <= bound : value >= bound }

  /// The sentence for an architecture that breaks it.
  package func violation(_ value: Double) -> String {
    "\(metric) is \(value), but must be \(relation.rawValue) \(bound)"
  }

  /// Reads `METRIC <= NUMBER`.
  init(_ setting: Setting) throws {
    let parts = try setting.text().split(separator: " ").map(String.init)
    guard parts.count == 3, let relation = Relation(rawValue: parts[1]), let bound = Quantity.real(parts[2]) else {
      throw setting.wrong("constraint \(setting.said) is not of the form 'METRIC <= NUMBER' or 'METRIC >= NUMBER'")
    }
    self.init(metric: parts[0], relation: relation, bound: bound)
  }
}
