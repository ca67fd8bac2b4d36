public import CNASPlugin

/// How a training stands after an epoch.
public struct EpochReport: Sendable, Equatable {
  /// Epochs done, from 1.
  public var epoch: Int
  /// Steps done.
  public var step: Int
  /// Mean cross-entropy over the images of the epoch, augmented, while the weights changed.
  public var trainLoss: Double
  /// Share of them classified rightly, 0 to 1.
  public var trainAccuracy: Double
  /// Mean cross-entropy over the validation images; not a number where this epoch did not validate.
  public var validationLoss: Double
  /// Share of the validation images classified rightly, 0 to 1; not a number likewise.
  public var validationAccuracy: Double
  /// Share of the validation images with fewer than five logits above the right one, 0 to 1; not a number likewise.
  public var validationTop5: Double
  /// Seconds since the training began, those before an interruption included.
  public var seconds: Double
  /// Images trained on in a second, validation left out; not a number where nothing was measured.
  public var imagesPerSecond: Double
  /// The most bytes of memory that the process has held since the training began; not a number likewise.
  public var peakMemory: Double

  /// A report after an epoch, with nothing measured yet.
  public init(epoch: Int, step: Int) {
    (self.epoch, self.step, seconds) = (epoch, step, 0)
    (trainLoss, trainAccuracy, validationLoss, validationAccuracy, validationTop5) = (.nan, .nan, .nan, .nan, .nan)
    (imagesPerSecond, peakMemory) = (.nan, .nan)
  }

  init(_ epoch: nas_epoch) {
    self.init(epoch: Int(epoch.epoch), step: Int(epoch.step))
    (trainLoss, trainAccuracy, seconds) = (epoch.train_loss, epoch.train_accuracy, epoch.seconds)
    (validationLoss, validationAccuracy) = (epoch.validation_loss, epoch.validation_accuracy)
    (validationTop5, imagesPerSecond) = (epoch.validation_top5, epoch.images_per_second)
    peakMemory = epoch.peak_memory
  }

  /// The report, as it crosses the boundary.
  public var boundary: nas_epoch {
    nas_epoch(
      struct_size: UInt32(MemoryLayout<nas_epoch>.size), epoch: UInt32(epoch), step: Double(step),
      train_loss: trainLoss, train_accuracy: trainAccuracy, validation_loss: validationLoss,
      validation_accuracy: validationAccuracy, seconds: seconds,
      validation_top5: validationTop5, images_per_second: imagesPerSecond, peak_memory: peakMemory)
  }
}
