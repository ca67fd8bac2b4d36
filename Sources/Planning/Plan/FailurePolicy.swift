/// What happens when an evaluation fails.
package struct FailurePolicy: Sendable, Equatable, Codable {
  /// How often a failed evaluation is tried again.
  package var retries = 0
  /// The value that a failed trial's objective gets; nil tells the strategy of a failure instead.
  package var penalty: Double?
  /// Failed trials after which the study stops; nil goes on.
  package var stopAfter: Int?

  /// Failures are told and the study goes on.
  package init() {}

  init(_ setting: Setting) throws {
    let keyed = try setting.keyed(["retries", "penalty", "stop_after"])
    retries = try keyed["retries"]?.integer() ?? 0
    guard (0...100).contains(retries) else { throw setting.wrong("'failures.retries' must be from 0 to 100") }
    penalty = try keyed["penalty"]?.real()
    stopAfter = try keyed["stop_after"]?.count()
  }
}
