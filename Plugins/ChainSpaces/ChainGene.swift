/// What a token of a chain says, and of which layer.
struct ChainGene {
  enum Kind {
    case filterHeight, filterWidth, strideHeight, strideWidth, filters
    /// Which of these earlier layers are read, one bit each.
    case anchors(Range<Int>)
  }

  /// Counted from 0.
  let layer: Int
  let kind: Kind

  /// Bits of one token: what remains positive.
  private static let mostAnchors = 31

  /// The values that a categorical token picks from; empty for anchors.
  var values: [Int] {
    switch kind {
    case .filterHeight, .filterWidth: [1, 3, 5, 7]
    case .strideHeight, .strideWidth: [1, 2, 3]
    case .filters: [24, 36, 48, 64]
    case .anchors: []
    }
  }

  /// How many things it decides independently of each other.
  var choices: Int { if case .anchors(let layers) = kind { layers.count } else { 1 } }

  /// The number of tokens that are allowed, from 0.
  var tokenCount: Int { if case .anchors(let layers) = kind { 1 << layers.count } else { values.count } }

  var name: String {
    switch kind {
    case .filterHeight: "filter height"
    case .filterWidth: "filter width"
    case .strideHeight: "stride height"
    case .strideWidth: "stride width"
    case .filters: "filters"
    case .anchors: "anchors"
    }
  }

  /// The tokens of a chain, layer by layer; more than 31 anchors take two tokens.
  static func all(layers: Int, strides: Bool, skips: Bool) -> [ChainGene] {
    (0..<layers).flatMap { layer -> [ChainGene] in
      let kinds: [Kind] = [.filterHeight, .filterWidth] + (strides ? [.strideHeight, .strideWidth] : []) + [.filters]
      let anchors =
        skips ? stride(from: 0, to: layer, by: mostAnchors).map { Kind.anchors($0..<min($0 + mostAnchors, layer)) } : []
      return (kinds + anchors).map { ChainGene(layer: layer, kind: $0) }
    }
  }
}
