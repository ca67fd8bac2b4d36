/// Mean and standard deviation of each channel over all pixels of some images, on the scale 0...1.
package struct ChannelStatistics: Sendable, Equatable {
  /// One mean a channel.
  package let mean: [Double]
  /// One standard deviation a channel, never 0: that of a channel which never varies is given as 1.
  package let standardDeviation: [Double]

  /// Figures of as many channels each.
  package init(mean: [Double], standardDeviation: [Double]) {
    precondition(mean.count == standardDeviation.count, "a mean and a standard deviation for each channel")
    (self.mean, self.standardDeviation) = (mean, standardDeviation)
  }

  /// The same figures for every channel of grey images.
  init(grey mean: Double, _ standardDeviation: Double) {
    self.init(mean: [mean], standardDeviation: [standardDeviation])
  }

  /// Whether images could have these figures.
  var isPossible: Bool {
    mean.allSatisfy { (0...1).contains($0) } && standardDeviation.allSatisfy { $0 > 0 && $0 <= 1 }
  }
}

/// Sums from which the statistics of images follow exactly, whatever the order of the images.
struct ChannelSums {
  private let shape: ImageShape
  private var sums: [UInt64]
  private var squares: [UInt64]
  private var pixels: UInt64 = 0

  init(_ shape: ImageShape) {
    self.shape = shape
    sums = Array(repeating: 0, count: shape.channels)
    squares = sums
  }

  /// Adds whole images.
  mutating func add(_ images: UnsafeBufferPointer<UInt8>) {
    let plane = shape.height * shape.width
    for start in stride(from: 0, to: images.count, by: plane) {
      let channel = start / plane % shape.channels
      var (sum, square): (UInt64, UInt64) = (0, 0)
      for value in UnsafeBufferPointer(rebasing: images[start..<(start + plane)]) {
        let value = UInt32(value)
        sum &+= UInt64(value)
        square &+= UInt64(value &* value)
      }
      sums[channel] += sum
      squares[channel] += square
    }
    pixels += UInt64(images.count / shape.channels)
  }

  var statistics: ChannelStatistics {
    let count = Double(max(1, pixels))
    let means = sums.map { Double($0) / count / 255 }
    let deviations = zip(squares, means).map { square, mean in
      let variance = Double(square) / count / (255 * 255) - mean * mean
      // Below this, what is left of the difference is rounding: all pixels are alike.
      return variance < 1e-12 ? 1 : variance.squareRoot()
    }
    return ChannelStatistics(mean: means, standardDeviation: deviations)
  }
}
