import NASPlugin

/// When a search ends.
package struct Budget: Sendable, Equatable, Codable {
  /// Trials asked for at most, duplicates and infeasible ones included; nil means no limit.
  package var trials: Int?
  /// Seconds of wall time after which nothing more is asked; nil means no limit.
  package var seconds: Double?

  /// A budget.
  package init(trials: Int?, seconds: Double? = nil) { (self.trials, self.seconds) = (trials, seconds) }

  init(_ setting: Setting) throws {
    let keyed = try setting.keyed(["trials", "time"])
    trials = try keyed["trials"]?.count()
    seconds = try keyed["time"]?.duration()
    guard trials != nil || seconds != nil else {
      throw setting.wrong("'budget' sets no limit", hint: "add trials: 100 or time: 10m")
    }
  }
}
