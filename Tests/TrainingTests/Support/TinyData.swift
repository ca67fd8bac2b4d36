import Datasets
import NASPlugin
import Training

/// Small made-up images: two classes, bright on the left or at the top, with seeded noise.
enum TinyData {
  static let task = LearningTask(channels: 1, height: 8, width: 8, classes: 2)
  static let normalization = Normalization(mean: [0.5], standardDeviation: [0.25])

  static func images(_ count: Int, seed: UInt64 = 1) throws -> ImageSet {
    var random = RandomStream(seed: seed)
    let labels = (0..<count).map { UInt8($0 % 2) }
    var pixels: [UInt8] = []
    for label in labels {
      for pixel in 0..<64 {
        let isBright = (label == 0 ? pixel % 8 : pixel / 8) < 4
        pixels.append((isBright ? 150 : 50) + UInt8(random.index(below: 50)))
      }
    }
    return try ImageSet(shape: ImageShape(channels: 1, height: 8, width: 8), classes: 2, images: pixels, labels: labels)
  }

  /// All images for training; `validated` measures them too.
  static func training(_ count: Int = 16, validated: Bool = false) throws -> TrainingData {
    let images = try images(count)
    var data = TrainingData(images: images, indices: Array(0..<count), normalization: normalization)
    if validated { data.validation = try TrainingData.plain(images, data.indices, normalization) }
    return data
  }

  /// A recipe without augmentation, with settings by path.
  static func recipe(_ settings: [String: OptionValue] = [:]) throws -> Recipe {
    let base: [String: OptionValue] = [
      "epochs": .integer(8), "batch_size": .integer(8), "crop": .integer(0), "flip": .boolean(false),
      "precision": .text("fp32"), "learning_rate": .real(0.05),
    ]
    return try Recipe { settings[$0] ?? base[$0] }
  }
}
