/// A height and a width, in pixels; an integer literal means both.
public struct Extent: Sendable, Equatable, ExpressibleByIntegerLiteral {
  public var height: Int
  public var width: Int

  /// A height and a width.
  public init(height: Int, width: Int) { (self.height, self.width) = (height, width) }

  /// The same length both ways.
  public init(_ side: Int) { (height, width) = (side, side) }

  public init(integerLiteral value: Int) { self.init(value) }
}
