package import NASPlugin

/// Which labels a network is trained on.
package enum LabelScheme: String, CaseIterable, Sendable {
  /// The labels of the data set.
  case given
  /// A class drawn uniformly for every image, once: Zhang et al. 2017; RLNAS (Zhang et al. 2021) searches with it.
  case random
  /// The labels of the data set in another order: the classes stay as frequent, but say nothing about the images.
  case shuffled

  /// One label for every image of the set; the same source gives the same labels.
  package func labels(of images: ImageSet, source: RandomSource) -> [Int64] {
    var stream = source.stream("labels")
    switch self {
    case .given: return images.allLabels.map { Int64($0) }
    case .random: return (0..<images.count).map { _ in Int64(stream.index(below: images.classes)) }
    case .shuffled:
      var labels = images.allLabels.map { Int64($0) }
      stream.shuffle(&labels)
      return labels
    }
  }
}
