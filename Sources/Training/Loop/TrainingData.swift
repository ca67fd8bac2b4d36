package import Datasets
import NASPlugin

/// The images of a training: what to train on, and what to validate on after each epoch.
package struct TrainingData: Sendable {
  package let images: ImageSet
  package let indices: [Int]
  package let normalization: Normalization
  /// The images that are measured after every epoch; nil measures nothing.
  package var validation: BatchMaker?

  /// Images of a set by index.
  package init(images: ImageSet, indices: [Int], normalization: Normalization) {
    (self.images, self.indices, self.normalization) = (images, indices, normalization)
  }

  /// Training batches as a recipe wants them.
  func batches(_ recipe: Recipe) throws -> BatchMaker {
    let augmentation = Augmentation(padding: recipe.crop.value, flips: recipe.flip.value, cutout: 0)
    let options = BatchOptions(size: recipe.batchSize.value, augmentation: augmentation, dropsIncomplete: true)
    return try BatchMaker(images: images, indices: indices, normalization: normalization, options: options)
  }

  /// Batches of the same images as they are.
  package static func plain(_ images: ImageSet, _ indices: [Int], _ normalization: Normalization) throws -> BatchMaker {
    try BatchMaker(images: images, indices: indices, normalization: normalization, options: BatchOptions(size: 250))
  }
}
