/// An architecture of the literature, with the settings of the space that the publication used.
public struct PublishedArchitecture: Sendable, Equatable {
  /// The name by which people ask for it, such as `darts-v2`.
  public var name: String
  /// Its tokens.
  public var architecture: Architecture
  /// What to set in the space to have the published network, each as `--set` takes it: `channels=36`.
  public var settings: [String]
  /// What the published network was for; nil where no network was published, or where the study's task will do.
  public var task: LearningTask?
  /// Where it was published, and what was reported: one line.
  public var source: String

  /// An architecture with its name.
  public init(
    _ name: String, _ architecture: Architecture, settings: [String] = [], task: LearningTask? = nil, source: String
  ) {
    (self.name, self.architecture, self.settings, self.source) = (name, architecture, settings, source)
    self.task = task
  }
}
