/// When a decision is active: where all of its clauses hold.
struct CategoricalCondition: Sendable {
  /// An earlier decision that must be active and have one of some options.
  struct Clause: Sendable {
    var decision: Int
    /// For each option of that decision, whether it is one of them.
    var allowed: [Bool]
  }

  /// The decision that depends on the clauses.
  var decision: Int
  var clauses: [Clause]

  /// Whether it is active, given tokens and activity of those before it.
  func holds(_ tokens: [Int32], _ active: [Bool]) -> Bool {
    clauses.allSatisfy { active[$0.decision] && $0.allowed[Int(tokens[$0.decision])] }
  }
}
