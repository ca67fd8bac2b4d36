/// What a forward pass runs: steps in order, with what each one reads and what may be let go after it.
struct Route {
  /// One step: a node that computes its value.
  struct Step {
    /// The node whose value it computes.
    var node: Int
    var work: Work
    /// The nodes whose values it reads, as places in `Route.inputs`.
    var inputs: Range<Int>
    /// The nodes whose values nobody reads after it, as places in `Route.releases`.
    var releases = 0..<0
  }

  /// What a step does.
  enum Work {
    /// The layer's function.
    case layer
    /// The same, written over its input, or over the first of them.
    case inPlace
    /// A sum of inputs of unlike types.
    case plainSum
    /// Zeros of the node's shape, of the type of the only input or else of the images.
    case zeros
    /// The weighted sum of a choice's alternatives; in place where all have one type.
    case mixed(choice: Int, inPlace: Bool)
  }

  /// An auxiliary output: the node that has its value.
  struct Head {
    var node: Int
    var weight: Double
  }

  var steps: [Step] = []
  var inputs: [Int] = []
  /// For each input, which of its reader's alternatives it is; filled for mixed choices alone.
  var ranks: [Int] = []
  var releases: [Int] = []
  /// The node that has the logits.
  var output = 0
  var heads: [Head] = []
}
