import NASPlugin

/// What a training has done so far.
struct TrainingProgress: Equatable {
  /// Steps of the optimizer.
  var step = 0
  /// Epochs begun.
  var epoch = 0
  /// What was reported of each epoch.
  var reports: [EpochReport] = []
}
