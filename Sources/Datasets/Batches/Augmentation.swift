/// How training images are varied, in this order: padded and cropped, mirrored, normalised, cut out.
package struct Augmentation: Sendable, Equatable {
  /// Black rows and columns put around an image before a window of its size is cut at a random place; 0 for none.
  package var padding: Int
  /// Mirrors left and right with probability one half.
  package var flips: Bool
  /// Side of the square set to the mean at a random centre (DeVries and Taylor 2017); 0 for none.
  ///
  /// The square is clipped at the borders.
  package var cutout: Int

  /// Images as they are.
  package static let none = Augmentation(padding: 0, flips: false, cutout: 0)
  /// The usual of CIFAR: padding 4, mirrored, no cutout.
  package static let standard = Augmentation(padding: 4, flips: true, cutout: 0)

  /// An augmentation.
  package init(padding: Int, flips: Bool, cutout: Int) {
    (self.padding, self.flips, self.cutout) = (padding, flips, cutout)
  }
}
