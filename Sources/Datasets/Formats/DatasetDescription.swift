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
  /// How many images the test part has.
  package var testCount: Int
  /// The mean of each channel over the training images, on the scale 0...1.
  package var mean: [Double]
  /// The standard deviation of each channel over the training images, on the scale 0...1.
  package var standardDeviation: [Double]

  /// How many images a part has.
  package func count(_ part: DatasetPart) -> Int { part == .train ? trainCount : testCount }
}
