/// What a network must do: classify images of a size into a number of classes.
public struct LearningTask: Sendable, Equatable, Codable {
  /// Channels of an image: 1 for grey, 3 for colour.
  public var channels: Int
  /// Rows of an image.
  public var height: Int
  /// Columns of an image.
  public var width: Int
  /// How many classes there are: the width of the logits.
  public var classes: Int

  /// A classification task.
  public init(channels: Int, height: Int, width: Int, classes: Int) {
    (self.channels, self.height, self.width, self.classes) = (channels, height, width, classes)
  }

  /// CIFAR-10: 3×32×32, ten classes.
  ///
  /// Spaces are described by it where a study names no data.
  public static let cifar10 = LearningTask(channels: 3, height: 32, width: 32, classes: 10)
}
