/// The shape of one sample between two nodes: channels, height, width.
public struct FeatureShape: Sendable, Equatable, CustomStringConvertible {
  public var channels: Int
  public var height: Int
  public var width: Int

  /// A shape.
  public init(channels: Int, height: Int, width: Int) {
    (self.channels, self.height, self.width) = (channels, height, width)
  }

  public var description: String { "\(channels)×\(height)×\(width)" }

  /// Positions per channel.
  public var area: Int { height * width }
}
