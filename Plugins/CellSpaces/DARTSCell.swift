import NASPlugin

/// The space of DARTS: a normal and a reduction cell of four nodes, each the sum of two operations on different earlier
/// states.
///
/// Liu, Simonyan & Yang, DARTS: Differentiable Architecture Search, ICLR 2019. A token is the operation on one of the
/// 14 edges of a cell, `none` on those that are not there: the 28 genes of RLNAS (Zhang et al., CVPR 2021), whose rule
/// holds: just two edges into a node carry an operation. State 0 is the cell before the one before, state 1 the cell
/// before.
struct DARTSCell: Crossing, Component {
  struct Configuration: ComponentConfiguration {
    var skeleton = Option(Skeleton.auto, "The stem: for small images, for large ones, or by the size of the images.")
    var channels = Option(16, in: 2...4_096, "C: channels of an operation before the first reduction.")
    var layers = Option(8, in: 1...128, "Cells; those at one and two thirds are reduction cells.")
    var affineSupernet = Option(
      false, "Whether the norms in the supernet's cells learn scale and shift, as RLNAS has them.")
    var auxiliary = Option(0.0, in: 0...10, "Weight of the auxiliary head's loss in training; 0 has no head.")
    var dropPath = Option(0.0, in: 0...0.95, "Drop path at the end of the training.")
    var dropout = Option(0.0, in: 0...0.95, "Dropout before the classifier.")
  }

  static let descriptor = ComponentDescriptor(
    name: "darts-cell",
    summary: "The DARTS space: a normal and a reduction cell, 14 edges each with 8 operations; supernet.",
    paper: "Liu, Simonyan & Yang, DARTS: Differentiable Architecture Search, ICLR 2019",
    traits: [.threadSafe, .pure])

  /// The operations in the order of the published code; `none` is token 0.
  static let operations: [CellOperation] = [
    .none, .max3, .average3, .skip, .separable3, .separable5, .dilated3, .dilated5,
  ]

  let skeleton: DARTSSkeleton
  let decisions: [Decision]

  init(configuration: Configuration, context: ComponentContext) throws {
    skeleton = DARTSSkeleton(
      kind: configuration.skeleton.value, channels: configuration.channels.value, layers: configuration.layers.value,
      options: CellTraining(
        auxiliary: configuration.auxiliary.value, dropPath: configuration.dropPath.value,
        dropout: configuration.dropout.value))
    isSupernetAffine = configuration.affineSupernet.value
    decisions = DARTSGenes.cells.flatMap { cell in
      DARTSEdge.all.map { edge in
        Decision(
          "\(cell) \(edge.node)<-\(edge.source)", options: Self.operations.map(\.name),
          group: "\(cell) node \(edge.node)", vocabulary: "operation")
      }
    }
  }

  let isSupernetAffine: Bool

  var layout: String { "darts-cell/1: normal cell, reduction cell; per edge, by node and then by source, an operation" }

  /// Two of the states before each node and their operations, all uniform.
  func sample(_ random: inout RandomStream) -> Architecture {
    Architecture(
      [Int32](unsafeUninitializedCapacity: DARTSGenes.count) { buffer, used in
        buffer.initialize(repeating: 0)
        for node in DARTSGenes.nodes {
          let first = random.index(below: node.count)
          let second = (first + 1 + random.index(below: node.count - 1)) % node.count
          for source in [first, second] { buffer[node.lowerBound + source] = Self.anyOperation(&random) }
        }
        used = DARTSGenes.count
      })
  }

  /// An operation other than `none`.
  static func anyOperation(_ random: inout RandomStream) -> Int32 {
    Int32(truncatingIfNeeded: 1 + random.index(below: operations.count - 1))
  }

  func validate(_ architecture: Architecture) throws {
    try validateGenes(architecture)
    let tokens = architecture.tokens
    for node in DARTSGenes.nodes {
      let kept = tokens[node].count { $0 != 0 }
      guard kept == 2 else {
        throw NASError(
          .invalid, "\(kept) edges into \(decisions[node.lowerBound].group) carry an operation (tokens \(node))",
          hint: "just two do, and the others are 0 (none)")
      }
    }
  }

  /// Every token is an operation, whether or not they make a cell together.
  func validateGenes(_ architecture: Architecture) throws {
    let tokens = architecture.tokens
    guard tokens.count == DARTSGenes.count else {
      throw NASError(
        .invalid, "an architecture of darts-cell has \(DARTSGenes.count) tokens, not \(tokens.count)")
    }
    guard let bad = tokens.firstIndex(where: { $0 < 0 || $0 >= Self.operations.count }) else { return }
    throw NASError(
      .invalid, "token \(bad) of an architecture of darts-cell (\(decisions[bad].name)) is \(tokens[bad])",
      hint: "the operations are 0 to \(Self.operations.count - 1)")
  }
}
