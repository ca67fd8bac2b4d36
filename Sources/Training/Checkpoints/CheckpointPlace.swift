/// Where a training is written down, and how often.
package struct CheckpointPlace: Sendable, Equatable {
  /// The file, which is removed when the training has ended.
  package var path: String
  /// What the training is, as a digest of all that decides its result: a file of another training is refused.
  package var training: String
  /// Seconds from one writing to the next, on which no result depends; 0 writes after every epoch.
  package var interval: Double

  /// A place for the checkpoints of one training.
  package init(path: String, training: String, interval: Double) {
    (self.path, self.training, self.interval) = (path, training, interval)
  }
}
