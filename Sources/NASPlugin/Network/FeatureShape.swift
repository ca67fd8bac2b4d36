/// The shape of one sample between two nodes: channels, height, width.
public struct FeatureShape: Sendable, Equatable, CustomStringConvertible {
  /// Channels; the features, after a linear layer.
  public var channels: Int
  /// Rows; 1 after global pooling.
  public var height: Int
  /// Columns; 1 after global pooling.
  public var width: Int

  /// A shape.
  public init(channels: Int, height: Int, width: Int) {
    (self.channels, self.height, self.width) = (channels, height, width)
  }

  /// `channels×height×width`, as error messages show shapes.
  public var description: String { "\(channels)×\(height)×\(width)" }

  /// Positions per channel.
  public var area: Int { height * width }
}
