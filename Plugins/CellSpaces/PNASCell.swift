import NASPlugin

/// The space of PNAS: one cell of blocks for both roles, whose blocks each add two of eight operations on earlier
/// states.
///
/// Liu et al., Progressive Neural Architecture Search, ECCV 2018; the network is that of the published code (PNASNet in
/// TF-slim): a cell with stride 2 begins the second and the third stage, and all blocks are laid side by side. State 0
/// is the cell before, state 1 the one before that. Cells of fewer blocks are architectures too, for that is how the
/// method searches.
struct PNASCell: BlockSpace, Component {
  struct Configuration: ComponentConfiguration {
    var skeleton = Option(Skeleton.auto, "The stem: for small images, for large ones, or by the size of the images.")
    var channels = Option(24, in: 2...4_096, "F: channels of an operation in the first stage.")
    var cells = Option(2, in: 1...64, "N: cells in each of the three stages, the strided ones included.")
    var blocks = Option(5, in: 1...Cell.largest, "B: blocks of a complete cell.")
    var stemMultiplier = Option(
      3, in: 1...16, "The stem has this times F channels, or times 32 channels for large images.")
    var auxiliary = Option(0.0, in: 0...10, "Weight of the auxiliary head's loss in training; 0 has no head.")
    var dropPath = Option(0.0, in: 0...0.95, "Drop path of the last cell at the end of the training.")
    var dropout = Option(0.0, in: 0...0.95, "Dropout before the classifier.")
  }

  static let descriptor = ComponentDescriptor(
    name: "pnas-cell", summary: "The PNAS space: one cell of up to B blocks with 8 operations, grown block by block.",
    paper: "Liu et al., Progressive Neural Architecture Search, ECCV 2018", traits: [.threadSafe, .pure])

  static let operations: [CellOperation] = [
    .separable3, .separable5, .separable7, .pair7, .skip, .average3, .max3, .dilated3,
  ]

  let code: BlockCode
  private let skeleton: BlockSkeleton

  init(configuration: Configuration, context: ComponentContext) throws {
    code = BlockCode(
      space: "pnas-cell", cells: ["cell"], blocks: configuration.blocks.value, operations: Self.operations,
      isGrowing: true)
    skeleton = BlockSkeleton(
      kind: configuration.skeleton.value, channels: configuration.channels.value,
      stageCells: configuration.cells.value, stemMultiplier: configuration.stemMultiplier.value,
      options: CellTraining(
        auxiliary: configuration.auxiliary.value, dropPath: configuration.dropPath.value,
        dropout: configuration.dropout.value),
      hasReductionCells: false, skipsReductionInput: true)
  }

  var layout: String { "pnas-cell/1: per block two states (0 is the cell before), then two operations" }

  var form: String { "op state + op state, op state + op state, …" }

  func ordered(_ cell: Cell, number: Int) -> Cell { cell.canonical() }

  func network(for architecture: Architecture, task: LearningTask) throws -> Network {
    try validate(architecture)
    let cell = BlockCellBuilder(
      cell: code.cell(0, of: architecture.tokens), operations: Self.operations, output: .all, hasBottlenecks: false)
    return try skeleton.network(cell, cell, task, space: "pnas-cell")
  }
}
