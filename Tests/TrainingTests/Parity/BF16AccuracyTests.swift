import Datasets
import Foundation
import NASPlugin
import Testing
import Training

/// Where CIFAR-10 lies.
private enum RealImages {
  static let folder = ProcessInfo.processInfo.environment["NAS_TEST_CIFAR10"] ?? ""
}

/// That bf16 costs no accuracy: five seeds of one network on CIFAR-10, 10,000 images, 10 epochs.
@Suite(
  .enabled(if: ProcessInfo.processInfo.environment["NAS_TEST_ALL"] == "1", "long: NAS_TEST_ALL=1"),
  .enabled(
    if: FileManager.default.fileExists(atPath: RealImages.folder),
    "CIFAR-10 is missing: set NAS_TEST_CIFAR10 to the folder of its binary version"))
struct BF16AccuracyTests {
  @Test func bf16IsAsAccurateAsFP32() throws {
    let folder = try ParityFolder()
    let data = try Self.data(cache: folder.path("cache"))
    let accuracies = try ["fp32", "bf16"].map { precision in
      try (0..<5).map { try Self.accuracy(data, precision, seed: $0) }
    }
    let (full, half) = (Self.summary(accuracies[0]), Self.summary(accuracies[1]))
    print("fp32", accuracies[0], "bf16", accuracies[1])
    #expect(full.mean > 0.4, "the network learned too little to compare anything")
    let deviation = ((full.variance + half.variance) / 2).squareRoot()
    #expect(abs(full.mean - half.mean) < deviation, "\(full) \(half)")
  }

  /// The accuracy on the 10,000 test images after training with a seed.
  private static func accuracy(_ data: TrainingData, _ precision: String, seed: UInt64) throws -> Double {
    let settings: [String: OptionValue] = [
      "epochs": .integer(10), "batch_size": .integer(64), "learning_rate": .real(0.05), "precision": .text(precision),
      "validate_every": .integer(0),
    ]
    let source = RandomSource(seed: seed)
    let module = try Module(NetworkCases.bench201(), task: .cifar10, random: source.source("weights"))
    var last = 0.0
    try Trainer(module, recipe: Recipe { settings[$0] }, data: data, random: source).train {
      last = $0.validationAccuracy
      return false
    }
    return last
  }

  private static func data(cache: String) throws -> TrainingData {
    let dataset = try DatasetCatalog(cache: cache).open(DatasetRequest(name: "cifar10", path: RealImages.folder))
    let normalization = try dataset.normalization()
    var data = TrainingData(
      images: try dataset.images(.train), indices: Array(0..<10_000), normalization: normalization)
    data.validation = try TrainingData.plain(dataset.images(.test), Array(0..<10_000), normalization)
    return data
  }

  private static func summary(_ values: [Double]) -> (mean: Double, variance: Double) {
    let mean = values.reduce(0, +) / Double(values.count)
    return (mean, values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1))
  }
}
