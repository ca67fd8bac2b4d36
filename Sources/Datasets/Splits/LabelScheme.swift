package import NASPlugin

/// Which labels a network is trained on; recipes name them by the raw values.
package enum LabelScheme: String, CaseIterable, Sendable {
  /// The labels of the data set.
  case given = "true"
  /// A class drawn uniformly for every image, once: Zhang et al. 2017; RLNAS (Zhang et al. 2021) searches with it.
  case random
  /// The labels of the data set in another order: the classes stay as frequent, but say nothing about the images.
  case shuffled

  /// One label for every image of the whole set, whatever split it is in; the same source gives the same labels.
  ///
  /// `classes` is how many classes random labels are drawn from, the set's own number by default; other labels keep
  /// the set's classes.
  package func labels(of images: ImageSet, classes: Int? = nil, source: RandomSource) -> [Int64] {
    let classes = classes ?? images.classes
    precondition(classes > 0, "labels need a class")
    var stream = source.stream("labels")
    switch self {
    case .given: return images.allLabels.map { Int64($0) }
    case .random: return (0..<images.count).map { _ in Int64(stream.index(below: classes)) }
    case .shuffled:
      var labels = images.allLabels.map { Int64($0) }
      stream.shuffle(&labels)
      return labels
    }
  }
}
