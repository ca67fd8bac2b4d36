import NASPlugin

/// A place in the chain: what its block reads and gives, whichever block it is.
struct Place: Sendable {
  var inputs: Int
  var outputs: Int
  /// In the skeleton for large images; the first stage of the one for small images keeps its size.
  var stride: Int
  /// Counted from 1.
  var stage: Int
  /// Whether it is the first of its stage, where channels or size change.
  var isHead: Bool

  /// The places of stages, each given by channels, number of blocks, and stride of the first.
  static func chain(from channels: Int, _ stages: [(channels: Int, blocks: Int, stride: Int)]) -> [Place] {
    var inputs = channels
    var places: [Place] = []
    for (index, stage) in stages.enumerated() {
      for block in 0..<stage.blocks {
        places.append(
          Place(
            inputs: inputs, outputs: stage.channels, stride: block == 0 ? stage.stride : 1, stage: index + 1,
            isHead: block == 0))
        inputs = stage.channels
      }
    }
    return places
  }

  /// The branch of its block; `firstStride` is the stride of the first stage.
  func branch(firstStride: Int, affine: Bool) -> NetworkBuilder.Branch {
    NetworkBuilder.Branch(
      from: inputs, to: outputs, stride: stage == 1 ? min(stride, firstStride) : stride, affine: affine)
  }

  /// Channels times a factor, to the nearest multiple of 8 that loses at most a tenth.
  ///
  /// The rule of the published MobileNet code; factor 1 changes no number of these spaces.
  static func scaled(_ channels: Int, by width: Double) -> Int {
    let wanted = Double(channels) * width
    let rounded = max(8, Int(wanted + 4) / 8 * 8)
    return Double(rounded) < 0.9 * wanted ? rounded + 8 : rounded
  }
}
