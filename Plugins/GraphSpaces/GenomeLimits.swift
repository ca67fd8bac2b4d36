/// Bounds that keep a genome a network that can be described; the paper names none, and searches end far below them.
struct GenomeLimits {
  /// Kernels of at most 255.
  static let mostHalf: Int32 = 127
  /// Strides of at most 2^20: every image is one pixel by then.
  static let mostStrideScale: Int32 = 20
  /// What a recipe allows.
  static let learningRates = 1e-9...1e3

  /// Channels of the images for which numbers of channels are reckoned.
  let imageChannels: Int
  /// Channels of any block.
  let mostChannels: Int
}
