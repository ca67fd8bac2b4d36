import NASPlugin

/// The convolutional networks of Zoph & Le: a chain of convolutions whose filters, strides and skip connections are searched.
///
/// Zoph & Le, Neural Architecture Search with Reinforcement Learning, ICLR 2017. Per layer a token for each of filter
/// height, filter width (stride height and width, where they are searched) and number of filters, and one set of the
/// earlier layers that it reads; from layer 33 on the set takes two tokens. What the paper leaves open: global average pooling
/// stands before the classifier, zeros are padded on all sides alike, and max pooling is 3×3 with stride 2.
struct ConvChain: SearchSpace, Component {
  struct Configuration: ComponentConfiguration {
    var layers = Option(15, in: 1...60, "Convolutions; the paper's results have 15, 20 and 39.")
    var strides = Option(false, "Whether strides of 1 to 3 are searched too, as in the paper's second experiment.")
    var skips = Option(true, "Whether skip connections are searched; without, each layer reads the one before it.")
    var poolAfter = Option(NameList([]), "Layers, counted from 1, that a max pooling follows: the paper has 13 and 24.")
    var extraFilters = Option(
      0, in: 0...1_024, "Filters added to every layer; the paper's largest network has 40 more.")
  }

  static let descriptor = ComponentDescriptor(
    name: "conv-chain",
    summary: "Chains of convolutions: filter sizes and numbers, strides, and skip connections between any two layers.",
    paper: "Zoph & Le, Neural Architecture Search with Reinforcement Learning, ICLR 2017",
    traits: [.threadSafe, .pure])

  let layers: Int
  let strides: Bool
  let skips: Bool
  let extraFilters: Int
  /// Layers counted from 0.
  let pools: Set<Int>
  let genes: [ChainGene]
  /// For each thing that is decided by itself, its token and, in a set of anchors, its bit.
  let choices: [(gene: Int, bit: Int)]

  init(configuration: Configuration, context: ComponentContext) throws {
    layers = configuration.layers.value
    (strides, skips) = (configuration.strides.value, configuration.skips.value)
    extraFilters = configuration.extraFilters.value
    pools = try Self.pools(configuration.poolAfter.value.names, layers: layers)
    genes = ChainGene.all(layers: layers, strides: strides, skips: skips)
    choices = genes.enumerated().flatMap { place, gene in (0..<gene.choices).map { (place, $0) } }
  }

  private static func pools(_ names: [String], layers: Int) throws -> Set<Int> {
    Set(
      try names.map { name in
        guard let layer = Int(name), layer >= 1, layer <= layers else {
          throw NASError(
            .invalid, "'\(name)' in pool_after is no layer", hint: "the layers of this space are 1 to \(layers)")
        }
        return layer - 1
      })
  }

  var decisions: [Decision] {
    genes.map { gene in
      let group = "layer \(gene.layer + 1)"
      guard case .anchors(let earlier) = gene.kind else {
        return Decision(
          "\(gene.name) \(gene.layer + 1)", options: gene.values.map { "\($0)" }, group: group, vocabulary: gene.name)
      }
      let part = earlier.lowerBound == 0 ? "" : " from \(earlier.lowerBound + 1)"
      return Decision(
        "\(gene.name) \(gene.layer + 1)\(part)", options: earlier.map { "layer \($0 + 1)" }, kind: .referenceSet,
        group: group, vocabulary: gene.name)
    }
  }

  var layout: String {
    "conv-chain/1: per layer filter height and width, strides where searched, filters, sets of 31 earlier layers"
  }

  /// Uniform: each skip connection is there with probability 1/2.
  func sample(_ random: inout RandomStream) -> Architecture {
    Architecture(genes.map { Int32(truncatingIfNeeded: random.index(below: $0.tokenCount)) })
  }

  func validate(_ architecture: Architecture) throws {
    let tokens = architecture.tokens
    guard tokens.count == genes.count else {
      throw NASError(
        .invalid, "an architecture of conv-chain with \(layers) layers has \(genes.count) tokens, not \(tokens.count)")
    }
    for (place, gene) in genes.enumerated() where tokens[place] < 0 || Int(tokens[place]) >= gene.tokenCount {
      throw NASError(
        .invalid, "token \(place), \(gene.name) of layer \(gene.layer + 1), is \(tokens[place])",
        hint: "it is 0 to \(gene.tokenCount - 1)")
    }
  }

  /// The layers of an architecture; throws where it is none.
  func chain(_ architecture: Architecture) throws -> [ChainLayer] {
    try validate(architecture)
    var chain = Array(repeating: ChainLayer(), count: layers)
    for (token, gene) in zip(architecture.tokens, genes) { chain[gene.layer].read(token, gene) }
    guard !skips else { return chain }
    for layer in chain.indices.dropFirst() { chain[layer].anchors = 1 << UInt64(layer - 1) }
    return chain
  }
}
