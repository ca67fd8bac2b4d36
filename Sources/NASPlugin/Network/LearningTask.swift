/// What a network must do: classify images of a size into a number of classes.
public struct LearningTask: Sendable, Equatable, Codable {
  public var channels: Int
  public var height: Int
  public var width: Int
  public var classes: Int

  /// A classification task.
  public init(channels: Int, height: Int, width: Int, classes: Int) {
    (self.channels, self.height, self.width, self.classes) = (channels, height, width, classes)
  }

  /// CIFAR-10: 3×32×32, ten classes. Spaces are described by it where a study names no data.
  public static let cifar10 = LearningTask(channels: 3, height: 32, width: 32, classes: 10)
}
