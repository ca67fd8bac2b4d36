/// Channels, height and width of an image of one byte a value.
package struct ImageShape: Sendable, Hashable {
  /// 1 for grey, 3 for red, green and blue.
  package let channels: Int
  /// Rows.
  package let height: Int
  /// Columns.
  package let width: Int

  /// A shape; every extent is positive.
  package init(channels: Int, height: Int, width: Int) {
    precondition(channels > 0 && height > 0 && width > 0, "an image has at least one value")
    (self.channels, self.height, self.width) = (channels, height, width)
  }

  /// How many values an image has.
  package var count: Int { channels * height * width }
}
