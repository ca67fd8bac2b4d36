import NASPlugin

/// Where evaluations run.
package enum Isolation: String, Sendable, Codable, CaseIterable {
  /// In worker processes: a crash costs one trial.
  case worker
  /// In the coordinator: only for components of the product's own build that say they are fit for it.
  case inProcess = "in-process"
}

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

/// Which files of trials are kept.
package struct StoragePolicy: Sendable, Equatable, Codable {
  /// How many of the best trials keep their weights.
  package var best = 3

  /// The weights of the best three trials are kept.
  package init() {}

  init(_ setting: Setting) throws { best = try setting.keyed(["best"])["best"]?.count() ?? best }
}
