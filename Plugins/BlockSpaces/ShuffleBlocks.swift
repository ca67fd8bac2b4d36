import NASPlugin

/// A chain of 20 shuffle blocks, each with kernel 3, 5 or 7, or with three separable convolutions in a row.
///
/// Guo et al., Single Path One-Shot Neural Architecture Search with Uniform Sampling, ECCV 2020, published code.
/// Departures: `width` and the skeleton for small images are not theirs; the search for channels is left out.
struct ShuffleBlocks: BlockChain, Component {
  struct Configuration: ComponentConfiguration {
    var skeleton = Option(
      Skeleton.auto, "How often images are halved: for small images, for large ones, or by their size.")
    /// Below 0.2 the channels of a stage would no longer be more than those of the stage before.
    var width = Option(1.0, in: 0.2...8, "Factor of all channels, which stay multiples of 8.")
    var dropout = Option(0.1, in: 0...0.95, "Dropout before the classifier.")
  }

  static let name = "shuffle-blocks"

  static let descriptor = ComponentDescriptor(
    name: name,
    summary:
      "The space of Single Path One-Shot: 20 places with a shuffle block of kernel 3, 5, 7, or Xception; supernet.",
    paper: "Guo et al., Single Path One-Shot Neural Architecture Search with Uniform Sampling, ECCV 2020",
    traits: [.threadSafe, .pure])

  /// The blocks by token.
  static let blocks = ["shuffle3", "shuffle5", "shuffle7", "xception"]
  static let xception = 3

  /// Channels, blocks and first stride of the stages.
  static let stages: [(channels: Int, blocks: Int, stride: Int)] = [
    (64, 4, 2), (160, 4, 2), (320, 8, 2), (640, 4, 2),
  ]

  let skeleton: Skeleton
  let dropout: Double
  /// Channels after the stem, and before the classifier.
  let ends: (stem: Int, head: Int)
  let places: [Place]
  let decisions: [Decision]
  let blockCounts: [Int]
  let changes: [[String]]

  init(configuration: Configuration, context: ComponentContext) throws {
    let width = configuration.width.value
    func scaled(_ channels: Int) -> Int { Place.scaled(channels, by: width) }
    (skeleton, dropout) = (configuration.skeleton.value, configuration.dropout.value)
    ends = (scaled(16), scaled(1_024))
    places = Place.chain(from: ends.stem, Self.stages.map { (scaled($0.channels), $0.blocks, $0.stride) })
    decisions = places.enumerated().map { place, said in
      Decision("block \(place + 1)", options: Self.blocks, group: "stage \(said.stage)", vocabulary: "block")
    }
    blockCounts = decisions.map(\.options.count)
    changes = Self.changes(decisions)
  }

  func number(of token: Int32) -> Int { Int(token) }

  func token(of number: Int) -> Int32 { number >= 0 && number < Self.blocks.count ? Int32(number) : -1 }
}
