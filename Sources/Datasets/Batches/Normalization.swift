/// Turns a byte of an image into a number: (value / 255 - mean) / standard deviation, by channel.
package struct Normalization: Sendable, Equatable {
  /// 256 numbers for each channel, one per byte value: looking up is as fast as computing, and exact.
  let table: [Float]

  /// A normalisation by the figures of some images.
  package init(_ statistics: ChannelStatistics) {
    self.init(mean: statistics.mean, standardDeviation: statistics.standardDeviation)
  }

  /// A normalisation by one mean and one positive standard deviation a channel, on the scale 0...1.
  package init(mean: [Double], standardDeviation: [Double]) {
    precondition(mean.count == standardDeviation.count, "a mean and a standard deviation for each channel")
    precondition(standardDeviation.allSatisfy { $0 > 0 }, "a standard deviation is positive")
    table = zip(mean, standardDeviation).flatMap { mean, deviation in
      (0..<256).map { Float((Double($0) / 255 - mean) / deviation) }
    }
  }

  /// How many channels it is for.
  var channels: Int { table.count / 256 }
}
