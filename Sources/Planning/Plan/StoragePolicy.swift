/// Which files of trials are kept.
package struct StoragePolicy: Sendable, Equatable, Codable {
  /// How many of the best trials keep their weights.
  package var best = 3

  /// The weights of the best three trials are kept.
  package init() {}

  init(_ setting: Setting) throws { best = try setting.keyed(["best"])["best"]?.count() ?? best }
}
