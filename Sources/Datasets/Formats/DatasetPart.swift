/// One of the two parts in which a data set is published.
package enum DatasetPart: String, CaseIterable, Sendable {
  /// The images for training; a study splits its validation images off these.
  case train
  /// The images on which a final result is reported.
  case test
}
