/// Measures how long a training takes and how fast it is; validation counts to the length, not to the speed.
struct TrainingStopwatch {
  private let start = ContinuousClock.now
  private let before: Double
  private var epochStart = ContinuousClock.now
  private var trainingSeconds = 0.0
  private var images = 0

  /// A watch that starts now, after seconds of the same training in an earlier process.
  init(after before: Double = 0) { self.before = before }

  /// Seconds since the training began, those of earlier processes included.
  var seconds: Double { before + (ContinuousClock.now - start) / .seconds(1) }

  /// Images trained on in a second, by this process.
  var imagesPerSecond: Double { trainingSeconds > 0 ? Double(images) / trainingSeconds : .nan }

  mutating func beginTraining() { epochStart = .now }

  mutating func endTraining(images: Int) {
    trainingSeconds += (ContinuousClock.now - epochStart) / .seconds(1)
    self.images += images
  }
}
