/// How the pixels of one axis of a picture become those of the cut-out: for each new pixel a run of old ones, weighted.
///
/// A triangle filter whose support grows with the reduction, so that detail which no longer fits is averaged and not
/// skipped: what Pillow and PyTorch call bilinear with antialiasing.
struct Resampling {
  /// Where the run of each new pixel begins.
  let starts: [Int]
  /// The weights of all runs; those of a run sum to 1.
  let weights: [Float]
  /// How many weights each new pixel has; the last ones of a run may be 0.
  let length: Int

  /// Resizes `extent` pixels to `resized`, of which `count` from `offset` on are wanted.
  init(from extent: Int, to resized: Int, offset: Int, count: Int) {
    let scale = Double(extent) / Double(resized)
    let support = max(1, scale)
    length = min(extent, Int((2 * support).rounded(.up)) + 1)
    var (starts, weights): ([Int], [Float]) = ([], [])
    for pixel in offset..<(offset + count) {
      let centre = (Double(pixel) + 0.5) * scale
      let first = max(0, Int(centre - support + 0.5))
      let last = min(extent, Int(centre + support + 0.5))
      let start = min(first, extent - length)
      var run = [Double](repeating: 0, count: length)
      for index in first..<last { run[index - start] = max(0, 1 - abs((Double(index) + 0.5 - centre) / support)) }
      let sum = run.reduce(0, +)
      starts.append(start)
      weights += run.map { Float($0 / sum) }
    }
    (self.starts, self.weights) = (starts, weights)
  }
}
