package import Datasets
package import NASPlugin

/// The images of a training: what to train on, and what to validate on after each epoch.
package struct TrainingData: Sendable {
  package let images: ImageSet
  package let indices: [Int]
  package let normalization: Normalization
  /// The images that are measured after every epoch; nil measures nothing.
  package var validation: BatchMaker?
  /// What random and shuffled labels are drawn from; the same for all trainings of a study.
  package var labels = RandomSource(seed: 0)

  /// Images of a set by index.
  package init(images: ImageSet, indices: [Int], normalization: Normalization) {
    (self.images, self.indices, self.normalization) = (images, indices, normalization)
  }

  /// Training batches as a recipe wants them, for a network with that many classes.
  package func batches(_ recipe: Recipe, classes: Int) throws -> BatchMaker {
    let augmentation = Augmentation(padding: recipe.crop.value, flips: recipe.flip.value, cutout: recipe.cutout.value)
    let options = BatchOptions(size: recipe.batchSize.value, augmentation: augmentation, dropsIncomplete: true)
    return try BatchMaker(
      images: images, indices: indices, labels: try labels(recipe, classes: classes), normalization: normalization,
      options: options)
  }

  /// One label for every image of the set.
  private func labels(_ recipe: Recipe, classes: Int) throws -> [Int64] {
    let drawn = recipe.labelClasses.value == 0 ? images.classes : recipe.labelClasses.value
    let scheme: LabelScheme =
      switch recipe.labels.value {
      case .true: .given
      case .random: .random
      case .shuffled: .shuffled
      }
    guard drawn <= classes else {
      throw NASError(
        .invalid, "the labels are of \(drawn) classes, but the network's head has \(classes)",
        hint: "lower recipe.label_classes")
    }
    return scheme.labels(of: images, classes: drawn, source: labels.source(UInt64(recipe.labelSeed.value)))
  }

  /// Batches of the same images as they are.
  package static func plain(_ images: ImageSet, _ indices: [Int], _ normalization: Normalization) throws -> BatchMaker {
    try BatchMaker(images: images, indices: indices, normalization: normalization, options: BatchOptions(size: 250))
  }
}
