import NASPlugin

/// What was drawn for one image: from where it is cut, whether it is mirrored, and what is cut out.
struct ImagePlacement: Equatable {
  /// How far down and right of the original the window lies; negative for up and left.
  let shift: (down: Int, right: Int)
  let isMirrored: Bool
  /// Rows and columns set to the mean; empty for none.
  let hole: (rows: Range<Int>, columns: Range<Int>)

  /// Draws in a fixed order: down, right, mirrored, centre of the hole.
  init(_ augmentation: Augmentation, _ shape: ImageShape, _ stream: inout RandomStream) {
    let padding = augmentation.padding
    shift =
      padding == 0
      ? (0, 0) : (stream.index(below: 2 * padding + 1) - padding, stream.index(below: 2 * padding + 1) - padding)
    isMirrored = augmentation.flips && stream.index(below: 2) == 1
    guard augmentation.cutout > 0 else {
      hole = (0..<0, 0..<0)
      return
    }
    hole = (
      Self.hole(augmentation.cutout, at: stream.index(below: shape.height), within: shape.height),
      Self.hole(augmentation.cutout, at: stream.index(below: shape.width), within: shape.width)
    )
  }

  private static func hole(_ size: Int, at centre: Int, within extent: Int) -> Range<Int> {
    let start = centre - size / 2
    return max(0, start)..<min(extent, start + size)
  }

  static func == (left: ImagePlacement, right: ImagePlacement) -> Bool {
    left.shift == right.shift && left.isMirrored == right.isMirrored && left.hole == right.hole
  }
}
