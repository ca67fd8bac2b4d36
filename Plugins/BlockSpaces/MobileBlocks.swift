import NASPlugin

/// A chain of 21 inverted residual blocks: kernel 3, 5 or 7 by expansion 3 or 6, or none where nothing changes.
///
/// The space of ProxylessNAS for GPUs (Cai, Zhu & Han, ProxylessNAS, ICLR 2019) as RLNAS searches it (Zhang et al.,
/// Neural Architecture Search with Random Labels, CVPR 2021, published code). Departures: `width` and the skeleton for
/// small images are not theirs.
struct MobileBlocks: BlockChain, Component {
  struct Configuration: ComponentConfiguration {
    var skeleton = Option(
      Skeleton.auto, "How often images are halved: for small images, for large ones, or by their size.")
    var width = Option(1.0, in: 0.01...8, "Factor of all channels, which stay multiples of 8.")
    var dropout = Option(0.0, in: 0...0.95, "Dropout before the classifier; RLNAS retrains with 0.2.")
  }

  static let name = "mobile-blocks"

  static let descriptor = ComponentDescriptor(
    name: name,
    summary: "Inverted residuals: 21 places with kernel 3, 5, 7 by expansion 3, 6, or a skip; supernet.",
    paper: "Cai, Zhu & Han, ProxylessNAS, ICLR 2019; Zhang et al., RLNAS, CVPR 2021", traits: [.threadSafe, .pure])

  /// The blocks by token; the token after the last is a skip.
  static let blocks: [(kernel: Int, expansion: Int, name: String)] = [3, 5, 7].flatMap { kernel in
    [3, 6].map { (kernel, $0, "k\(kernel)e\($0)") }
  }
  static let skip = blocks.count

  /// Channels, blocks and first stride of the stages.
  static let stages: [(channels: Int, blocks: Int, stride: Int)] = [
    (32, 4, 2), (56, 4, 2), (112, 4, 2), (128, 4, 1), (256, 4, 2), (432, 1, 1),
  ]

  let skeleton: Skeleton
  let dropout: Double
  /// Channels after the stem, after the block without a choice, and before the classifier.
  let ends: (stem: Int, first: Int, head: Int)
  let places: [Place]
  let decisions: [Decision]
  let blockCounts: [Int]
  let changes: [[String]]

  init(configuration: Configuration, context: ComponentContext) throws {
    let width = configuration.width.value
    func scaled(_ channels: Int) -> Int { Place.scaled(channels, by: width) }
    (skeleton, dropout) = (configuration.skeleton.value, configuration.dropout.value)
    ends = (scaled(40), scaled(24), scaled(1_728))
    places = Place.chain(from: ends.first, Self.stages.map { (scaled($0.channels), $0.blocks, $0.stride) })
    decisions = places.enumerated().map { place, said in
      Decision(
        "block \(place + 1)", options: Self.blocks.map(\.name) + (said.isHead ? [] : ["skip"]),
        group: "stage \(said.stage)", vocabulary: said.isHead ? "first block" : "block")
    }
    blockCounts = decisions.map(\.options.count)
    changes = Self.changes(decisions)
  }

  /// Texts write a skip as -1, as RLNAS does.
  func number(of token: Int32) -> Int { Int(token) == Self.skip ? -1 : Int(token) }

  func token(of number: Int) -> Int32 {
    if number == -1 { return Int32(Self.skip) }
    return number >= 0 && number < Self.skip ? Int32(number) : -1
  }
}
