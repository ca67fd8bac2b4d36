/// What happens to an architecture that was proposed before.
package struct Duplicates: Sendable, Equatable, Codable {
  /// What happens to a duplicate.
  package enum Policy: String, Sendable, Codable, CaseIterable {
    /// The earlier outcome is copied; it counts as a trial.
    case reuse
    /// It is evaluated again.
    case `repeat`
    /// It is asked again.
    case reject
  }

  /// When two architectures are the same.
  package enum Level: String, Sendable, Codable, CaseIterable {
    case tokens, isomorphism
  }

  package var policy = Policy.reuse
  package var level = Level.tokens
  /// How often a rejected proposal is asked again before it is taken as it is.
  package var attempts = 100

  /// Outcomes are reused between equal tokens.
  package init() {}

  init(_ setting: Setting) throws {
    guard setting.isMapping else {
      policy = try setting.word(Policy.self)
      return
    }
    let keyed = try setting.keyed(["policy", "level", "attempts"])
    policy = try keyed["policy"]?.word(Policy.self) ?? policy
    level = try keyed["level"]?.word(Level.self) ?? level
    attempts = try keyed["attempts"]?.count() ?? attempts
  }
}
