package import NASPlugin

/// Makes batches of normalised numbers out of the images that an index list names.
///
/// A value: makers share their images, and any number of threads may make batches at once.
package struct BatchMaker: Sendable {
  /// Where the images come from.
  package let images: ImageSet
  /// Which images are used.
  package let indices: [Int]
  /// How batches are cut and laid out.
  package let options: BatchOptions

  let labels: [Int64]
  let normalization: Normalization

  /// A maker for the listed images.
  ///
  /// `labels` has one for every image of the set, not of the list; nil means the set's own. Throws `NASError`
  /// `.invalid` where an index, a number of labels or channels, or an option does not fit the images.
  package init(
    images: ImageSet, indices: [Int], labels: [Int64]? = nil, normalization: Normalization, options: BatchOptions
  ) throws {
    let labels = labels ?? LabelScheme.given.labels(of: images, source: RandomSource(seed: 0))
    guard let largest = indices.max(), let smallest = indices.min() else {
      throw NASError(
        .invalid, "there are no images to make batches of", hint: "give data.train and data.validation at least 1")
    }
    guard smallest >= 0, largest < images.count else {
      throw NASError(.invalid, "image \(smallest < 0 ? smallest : largest) is not one of the \(images.count)")
    }
    guard labels.count == images.count, normalization.channels == images.shape.channels else {
      throw NASError(
        .invalid,
        "\(labels.count) labels and \(normalization.channels) channels do not fit \(images.count) images of "
          + "\(images.shape.channels) channels")
    }
    try Self.check(options, images.shape, indices.count)
    (self.images, self.indices, self.labels) = (images, indices, labels)
    (self.normalization, self.options) = (normalization, options)
  }

  /// How many batches an epoch has.
  package var batchCount: Int {
    options.dropsIncomplete ? indices.count / options.size : (indices.count + options.size - 1) / options.size
  }

  /// The batches of an epoch: shuffled and varied by draws that depend on the source and the number alone.
  package func epoch(_ number: Int, source: RandomSource) -> BatchEpoch {
    let source = source.source("batches").source(UInt64(number))
    var order = indices
    var stream = source.stream("order")
    stream.shuffle(&order)
    return BatchEpoch(maker: self, order: order, source: source)
  }

  /// All batches in the order of the index list; what is random in the augmentation is drawn from the seed 0.
  package func inOrder() -> BatchEpoch { BatchEpoch(maker: self, order: indices, source: RandomSource(seed: 0)) }

  private static func check(_ options: BatchOptions, _ shape: ImageShape, _ count: Int) throws {
    guard options.size > 0 else { throw NASError(.invalid, "a batch of \(options.size) images", hint: "at least 1") }
    guard !options.dropsIncomplete || count >= options.size else {
      throw NASError(
        .invalid, "\(count) images fill no batch of \(options.size), and incomplete ones are left out",
        hint: "lower the batch size")
    }
    let (padding, cutout, limit) = (
      options.augmentation.padding, options.augmentation.cutout, min(shape.height, shape.width)
    )
    guard (0...limit).contains(padding) else {
      throw NASError(
        .invalid, "a padding of \(padding) for images of \(shape.height) x \(shape.width)", hint: "0 to \(limit)")
    }
    guard cutout >= 0, cutout <= 2 * limit else {
      throw NASError(
        .invalid, "a cutout of \(cutout) for images of \(shape.height) x \(shape.width)", hint: "0 to \(2 * limit)")
    }
  }
}
