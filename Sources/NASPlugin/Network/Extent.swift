/// A height and a width, in pixels; an integer literal means both.
public struct Extent: Sendable, Equatable, ExpressibleByIntegerLiteral {
  /// Pixels from top to bottom.
  public var height: Int
  /// Pixels from left to right.
  public var width: Int

  /// A height and a width.
  public init(height: Int, width: Int) { (self.height, self.width) = (height, width) }

  /// The same length both ways.
  public init(_ side: Int) { (height, width) = (side, side) }

  /// The same length both ways, as a literal: `kernel: 3`.
  public init(integerLiteral value: Int) { self.init(value) }
}
