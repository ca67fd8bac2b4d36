/// How batches are cut and laid out.
package struct BatchOptions: Sendable, Equatable {
  /// Images in a batch.
  package var size: Int
  /// The order of values in memory.
  package var layout: BatchLayout
  /// How images are varied.
  package var augmentation: Augmentation
  /// Leaves out a last batch that would be smaller than the others.
  package var dropsIncomplete: Bool

  /// Options; by default nothing is varied or left out, as evaluation wants it.
  package init(
    size: Int, layout: BatchLayout = .channelsLast, augmentation: Augmentation = .none, dropsIncomplete: Bool = false
  ) {
    (self.size, self.layout) = (size, layout)
    (self.augmentation, self.dropsIncomplete) = (augmentation, dropsIncomplete)
  }
}
