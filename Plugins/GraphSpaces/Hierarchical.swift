import NASPlugin

/// Hierarchical representations: motifs of operations, and a cell of such motifs.
///
/// Liu, Simonyan, Vinyals, Fernando & Kavukcuoglu, Hierarchical Representations for Efficient Architecture Search, ICLR
/// 2018. Six primitives; six motifs of four nodes whose edges carry primitives; one cell of five nodes whose edges carry
/// motifs; everywhere "none" may stand, as token 0. The flat variant is one graph of eleven nodes over the primitives.
struct Hierarchical: SearchSpace, Crossing, Publishing, Component {
  enum Variant: String, OptionChoice { case hierarchical, flat }
  enum Merge: String, OptionChoice { case concat, sum }

  struct Configuration: ComponentConfiguration {
    var variant = Option(Variant.hierarchical, "Three levels of motifs, or the paper's baseline of one flat graph.")
    var channels = Option(16, in: 1...1_024, "Filters of the first stage; the others have 2 and 4 times as many.")
    var cells = Option(1, in: 1...64, "Cells in each of the three stages; the paper's large model has 2.")
    var merge = Option(Merge.concat, "How edges meet in a node: side by side, as in the paper, or added.")
    var initialMutations = Option(
      1_000, in: 0...1_000_000, "Random mutations from the trivial architecture to a sample.")
  }

  static let descriptor = ComponentDescriptor(
    name: "hierarchical",
    summary: "Three levels of motifs: primitives, six motifs of four nodes, a cell of five nodes.",
    paper: "Liu et al., Hierarchical Representations for Efficient Architecture Search, ICLR 2018",
    traits: [.threadSafe, .pure])

  static let motifCount = 6
  /// Labels of an edge: none, and six operations, at every level.
  static let labelCount = 7

  let variant: Variant
  let channels: Int
  let cells: Int
  let merge: Merge
  let initialMutations: Int
  /// The graphs in the order of the tokens: the motifs and then the cell, or the flat cell alone.
  let levels: [HierarchyLevel]
  /// Tokens, each as often as the paper's draw of level, motif and nodes meets it.
  let weightedPlaces: [UInt8]
  /// What a change is called, by token and new label; made once, for a search makes millions.
  private(set) var changes: [[String]] = []

  init(configuration: Configuration, context: ComponentContext) throws {
    variant = configuration.variant.value
    (channels, cells) = (configuration.channels.value, configuration.cells.value)
    (merge, initialMutations) = (configuration.merge.value, configuration.initialMutations.value)
    levels =
      variant == .flat
      ? [HierarchyLevel(graphs: 1, nodes: 11)]
      : [HierarchyLevel(graphs: Self.motifCount, nodes: 4), HierarchyLevel(graphs: 1, nodes: 5)]
    weightedPlaces = HierarchyLevel.weightedPlaces(levels)
    changes = decisions.map { decision in decision.options.map { "\(decision.name) is now \($0)" } }
  }

  var tokenCount: Int { levels.reduce(0) { $0 + $1.tokenCount } }

  var decisions: [Decision] {
    let primitives = ["none"] + Primitive.allCases.map(\.name)
    let motifs = ["none"] + (1...Self.motifCount).map { "m\($0)" }
    return levels.enumerated().flatMap { number, level in
      (1...level.graphs).flatMap { graph in
        let name = number == levels.count - 1 ? "cell" : "m\(graph)"
        return level.edges.map { source, target in
          Decision(
            "\(name) \(source + 1)→\(target + 1)", options: number == 0 ? primitives : motifs, group: name,
            vocabulary: number == 0 ? "primitive" : "motif")
        }
      }
    }
  }

  var layout: String {
    "hierarchical/1: the matrices of the motifs and then the cell, each upper triangle column by column"
  }

  func validate(_ architecture: Architecture) throws {
    let tokens = architecture.tokens
    guard tokens.count == tokenCount else {
      throw NASError(
        .invalid, "an architecture of hierarchical (\(variant.rawValue)) has \(tokenCount) tokens, not \(tokens.count)")
    }
    guard let bad = tokens.firstIndex(where: { $0 < 0 || $0 >= Self.labelCount }) else { return }
    throw NASError(
      .invalid, "token \(bad) is \(tokens[bad])",
      hint: "the labels of an edge are 0, for none, to \(Self.labelCount - 1)")
  }

  /// The graphs of valid tokens, in their order.
  func graphs(_ architecture: Architecture) -> [Motif] {
    var (graphs, place): ([Motif], Int) = ([], 0)
    for level in levels {
      let count = Motif.edgeCount(nodes: level.nodes)
      for _ in 0..<level.graphs {
        graphs.append(Motif(nodes: level.nodes, labels: architecture.tokens[place..<place + count]))
        place += count
      }
    }
    return graphs
  }
}
