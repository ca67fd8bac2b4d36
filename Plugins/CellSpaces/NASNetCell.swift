import NASPlugin

/// The space of NASNet: a normal and a reduction cell of blocks, each of which joins two operations on two earlier
/// states.
///
/// Zoph, Vasudevan, Shlens & Le, Learning Transferable Architectures for Scalable Image Recognition, CVPR 2018; the
/// network is that of the published code (TF-slim), which also builds AmoebaNet (Real et al. 2019). State 0 is the cell
/// before, state 1 the one before that. Departures: no layer norms of NASNet-B and -C; the dilated convolution is
/// separable, as in DARTS.
struct NASNetCell: BlockSpace, Component {
  /// How a 1×L and an L×1 convolution follow each other.
  enum PairedConvolution: String, OptionChoice {
    case plain
    case bottleneck
  }

  struct Configuration: ComponentConfiguration {
    var skeleton = Option(Skeleton.auto, "The stem: for small images, for large ones, or by the size of the images.")
    var channels = Option(32, in: 2...4_096, "F: channels of an operation in the first stage.")
    var cells = Option(2, in: 1...64, "N: normal cells in each of the three stages.")
    var blocks = Option(5, in: 1...Cell.largest, "B: blocks of a cell.")
    var stemMultiplier = Option(
      3, in: 1...16, "The stem has this times F channels, or times 32 channels for large images.")
    var skipReductionLayerInput = Option(
      false, "Whether the cell after a reduction also reads the state before the reduction's input.")
    var pairedConvolution = Option(
      PairedConvolution.plain, "Pairs of 1×L and L×1 convolutions: as they are, or on a quarter of the channels.")
    var normalOutput = Option(
      "unused", "Outputs of the normal cell: unused states, or all blocks; unused+1 adds state 1.")
    var reductionOutput = Option(
      "unused", "Outputs of the reduction cell: unused states, or all blocks; unused+3 adds state 3.")
    var auxiliary = Option(0.0, in: 0...10, "Weight of the auxiliary head's loss in training; 0 has no head.")
    var dropPath = Option(0.0, in: 0...0.95, "Drop path of the last cell at the end of the training.")
    var dropout = Option(0.0, in: 0...0.95, "Dropout before the classifier.")
  }

  static let descriptor = ComponentDescriptor(
    name: "nasnet-cell",
    summary: "The NASNet space: a normal and a reduction cell of blocks with 13 operations and two combiners.",
    paper: "Zoph et al., Learning Transferable Architectures for Scalable Image Recognition, CVPR 2018",
    traits: [.threadSafe, .pure])

  static let operations: [CellOperation] = [
    .skip, .pair3, .pair7, .dilated3, .average3, .max3, .max5, .max7, .conv1, .conv3, .separable3, .separable5,
    .separable7,
  ]

  let code: BlockCode
  private let skeleton: BlockSkeleton
  private let hasBottlenecks: Bool
  private let outputs: [CellOutput]

  init(configuration: Configuration, context: ComponentContext) throws {
    code = BlockCode(
      space: "nasnet-cell", cells: ["normal", "reduction"], blocks: configuration.blocks.value,
      operations: Self.operations, hasCombiners: true)
    skeleton = BlockSkeleton(
      kind: configuration.skeleton.value, channels: configuration.channels.value,
      stageCells: configuration.cells.value, stemMultiplier: configuration.stemMultiplier.value,
      options: CellTraining(
        auxiliary: configuration.auxiliary.value, dropPath: configuration.dropPath.value,
        dropout: configuration.dropout.value),
      hasReductionCells: true, skipsReductionInput: configuration.skipReductionLayerInput.value)
    hasBottlenecks = configuration.pairedConvolution.value == .bottleneck
    let blocks = configuration.blocks.value
    outputs = [
      try CellOutput(configuration.normalOutput.value, option: "normal_output", blocks: blocks),
      try CellOutput(configuration.reductionOutput.value, option: "reduction_output", blocks: blocks),
    ]
  }

  var layout: String {
    "nasnet-cell/1: normal cell, reduction cell; per block two states (0 is the cell before), two operations, combiner"
  }

  var form: String { "normal: op state + op state, … | reduction: op state + op state, …" }

  /// Where the outputs name blocks, their order stays.
  func ordered(_ cell: Cell, number: Int) -> Cell {
    outputs[number].namesBlocks ? cell.withSortedHalves : cell.canonical(keepingLast: cell.hasConcat)
  }

  func network(for architecture: Architecture, task: LearningTask) throws -> Network {
    try validate(architecture)
    return try skeleton.network(builder(0, architecture), builder(1, architecture), task, space: "nasnet-cell")
  }

  private func builder(_ cell: Int, _ architecture: Architecture) -> BlockCellBuilder {
    BlockCellBuilder(
      cell: code.cell(cell, of: architecture.tokens), operations: Self.operations, output: outputs[cell],
      hasBottlenecks: hasBottlenecks)
  }
}
