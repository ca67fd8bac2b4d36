/// Which files of trials are kept, and how often a training is written down.
package struct StoragePolicy: Sendable, Equatable, Codable {
  /// How many of the best trials keep their weights.
  package var best = 3
  /// Seconds from one checkpoint of a training to the next, which comes at the end of an epoch.
  package var checkpoint = 60.0

  /// The weights of the best three trials are kept; a training is written down every minute.
  package init() {}

  init(_ setting: Setting) throws {
    let keyed = try setting.keyed(["best", "checkpoint"])
    best = try keyed["best"]?.count() ?? best
    checkpoint = try keyed["checkpoint"]?.duration() ?? checkpoint
  }
}
