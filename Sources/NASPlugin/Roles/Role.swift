/// What a component does in a study.
public enum Role: String, Sendable, CaseIterable {
  case space, strategy, evaluator, predictor

  /// The interface id of the role's table.
  public var interface: String { "nas.\(rawValue)/1" }

  /// The role with an interface id.
  public init?(interface: String) {
    guard let role = Role.allCases.first(where: { $0.interface == interface }) else { return nil }
    self = role
  }
}
