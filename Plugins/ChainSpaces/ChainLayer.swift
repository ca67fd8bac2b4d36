/// One convolution of a chain, and the earlier layers that it reads.
struct ChainLayer: Equatable {
  var filterHeight = 1
  var filterWidth = 1
  var strideHeight = 1
  var strideWidth = 1
  var filters = 24
  /// Earlier layers, counted from 0, as bits.
  var anchors: UInt64 = 0

  /// The earlier layers that it reads, in order.
  var sources: [Int] { (0..<64).filter { anchors >> UInt64($0) & 1 == 1 } }

  /// Takes the value that a token picks.
  mutating func read(_ token: Int32, _ gene: ChainGene) {
    switch gene.kind {
    case .filterHeight: filterHeight = gene.values[Int(token)]
    case .filterWidth: filterWidth = gene.values[Int(token)]
    case .strideHeight: strideHeight = gene.values[Int(token)]
    case .strideWidth: strideWidth = gene.values[Int(token)]
    case .filters: filters = gene.values[Int(token)]
    case .anchors(let layers): anchors |= UInt64(token) << UInt64(layers.lowerBound)
    }
  }

  /// The token that says this layer's value; nil where no token does.
  func token(_ gene: ChainGene) -> Int32? {
    let value =
      switch gene.kind {
      case .filterHeight: filterHeight
      case .filterWidth: filterWidth
      case .strideHeight: strideHeight
      case .strideWidth: strideWidth
      case .filters: filters
      case .anchors: 0
      }
    guard case .anchors(let layers) = gene.kind else { return gene.values.firstIndex(of: value).map(Int32.init) }
    return Int32(truncatingIfNeeded: anchors >> UInt64(layers.lowerBound) & (1 << UInt64(layers.count) - 1))
  }
}
