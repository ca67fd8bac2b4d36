/// What is known of a data set without reading its images.
package struct DatasetDescription: Sendable, Equatable {
  /// The name by which a study file asks for it.
  package var name: String
  /// The shape of every image.
  package var shape: ImageShape
  /// How many classes there are; labels are `0..<classes`.
  package var classes: Int
  /// How many images the training part has.
  package var trainCount: Int
  /// How many images the test part has; 0 where it has none.
  package var testCount: Int
  /// The published figures of the training images; nil where they are computed while decoding.
  package var statistics: ChannelStatistics?

  /// How many images a part has.
  package func count(_ part: DatasetPart) -> Int { part == .train ? trainCount : testCount }
}
