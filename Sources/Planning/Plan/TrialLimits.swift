/// What one evaluation may use.
package struct TrialLimits: Sendable, Equatable, Codable {
  /// Seconds until an evaluation is ended; nil means no limit.
  package var seconds: Double?
  /// MiB of resident memory of a worker; nil means no limit.
  package var memory: Int?

  /// No limits.
  package init() {}

  init(_ setting: Setting) throws {
    let keyed = try setting.keyed(["time", "memory"])
    seconds = try keyed["time"]?.duration()
    memory = try keyed["memory"]?.count()
  }
}
