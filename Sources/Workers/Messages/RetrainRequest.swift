package import NASPlugin
package import Planning

/// Asks to train one architecture on the whole training set (training and validation images) and to measure it on the test images.
package struct RetrainRequest: Sendable, Equatable, Codable {
  package var tokens: [Int32]
  /// The space with the options of the retraining, such as more channels.
  package var space: PlannedComponent
  /// All options of `Recipe`, such as `epochs`.
  package var recipe: [PlannedOption]
  package var seed: UInt64
  /// Where the weights go, as safetensors: an absolute path; nil keeps none.
  package var weights: String?

  /// A request that keeps no weights.
  package init(_ architecture: Architecture, space: PlannedComponent, recipe: [PlannedOption], seed: UInt64) {
    (tokens, self.space, self.recipe, self.seed, weights) = (architecture.tokens, space, recipe, seed, nil)
  }
}

/// What came of a retraining.
package struct RetrainResult: Sendable, Equatable, Codable {
  /// On the test images, from 0 to 1.
  package var testAccuracy: Double
  package var testLoss: Double
  /// Share of the test images with fewer than five classes above the right one, 0 to 1.
  package var testTop5: Double
  /// Seconds of training, without measuring.
  package var seconds: Double
  package var params: Int
  /// Multiply-adds for one image.
  package var macs: Int
  /// Epochs trained.
  package var epochs: Int

  /// Figures of a retraining that measured nothing yet.
  package init(params: Int, macs: Int) {
    (self.params, self.macs) = (params, macs)
    (testAccuracy, testLoss, testTop5, seconds, epochs) = (.nan, .nan, .nan, 0, 0)
  }
}

/// An epoch as it is written in a message.
package struct EpochRecord: Sendable, Equatable, Codable {
  var epoch: Int
  var step: Int
  var trainLoss: Double
  var trainAccuracy: Double
  var validationLoss: Double
  var validationAccuracy: Double
  var validationTop5: Double
  var seconds: Double
  var imagesPerSecond: Double
  var peakMemory: Double

  /// The record of a report.
  package init(_ report: EpochReport) {
    (epoch, step, seconds) = (report.epoch, report.step, report.seconds)
    (trainLoss, trainAccuracy) = (report.trainLoss, report.trainAccuracy)
    (validationLoss, validationAccuracy) = (report.validationLoss, report.validationAccuracy)
    (validationTop5, imagesPerSecond) = (report.validationTop5, report.imagesPerSecond)
    peakMemory = report.peakMemory
  }

  /// The report of the record.
  package var report: EpochReport {
    var report = EpochReport(epoch: epoch, step: step)
    (report.seconds, report.trainLoss, report.trainAccuracy) = (seconds, trainLoss, trainAccuracy)
    (report.validationLoss, report.validationAccuracy) = (validationLoss, validationAccuracy)
    (report.validationTop5, report.imagesPerSecond) = (validationTop5, imagesPerSecond)
    report.peakMemory = peakMemory
    return report
  }
}
