import NASPlugin

/// Stacks cells of blocks into a network, as TF-slim does for NASNet and PNASNet.
///
/// Zoph et al. 2018 and Liu et al. 2018: a stem, then three stages of `stageCells` cells each, with twice the channels
/// from one to the next; ReLU, global average pooling, dropout, linear.
struct BlockSkeleton: Sendable {
  var kind: Skeleton
  /// F: channels of an operation in the first stage.
  var channels: Int
  /// N: cells of a stage; reduction cells of their own do not count.
  var stageCells: Int
  var stemMultiplier: Int
  var options: CellTraining
  /// Whether reductions are cells of their own (NASNet) or strided ones among the others (PNASNet).
  var hasReductionCells: Bool
  /// Whether the cell after a reduction cell skips the reduction's input and reads the state before it.
  var skipsReductionInput: Bool

  /// Cells of the whole network, stem included, by which drop path grows with depth.
  func depth(_ isImageNet: Bool) -> Int { 3 * stageCells + (hasReductionCells ? 2 : 0) + (isImageNet ? 2 : 0) }

  func network(
    _ normal: BlockCellBuilder, _ reduction: BlockCellBuilder, _ task: LearningTask, space: String
  ) throws -> Network {
    try kind.validate(task, smallest: 19, space: space)
    var stack = BlockStack(self, normal, reduction, task)
    stack.addStem()
    for index in 0..<3 * stageCells {
      stack.addStage(index)
      if index == 2 * stageCells - 1, let head = try options.head(stack.last.size, task, space) {
        stack.builder.auxiliaryHead(stack.last.node, head)
      }
    }
    let active = stack.builder.add(.relu, [stack.last.node], "last.relu")
    options.classify(&stack.builder, active, task)
    return stack.builder.network
  }
}

/// A stack of cells under construction.
private struct BlockStack {
  let skeleton: BlockSkeleton
  let normal: BlockCellBuilder
  let reduction: BlockCellBuilder
  let isImageNet: Bool
  let total: Int
  var builder = NetworkBuilder()
  private let image: CellState
  private var channels: Int
  private var number = 0
  /// What each cell gives, after two places for what comes before the first.
  private var outputs: [CellState?] = []

  init(_ skeleton: BlockSkeleton, _ normal: BlockCellBuilder, _ reduction: BlockCellBuilder, _ task: LearningTask) {
    (self.skeleton, self.normal, self.reduction) = (skeleton, normal, reduction)
    isImageNet = skeleton.kind.isImageNet(task)
    total = skeleton.depth(isImageNet)
    channels = skeleton.channels
    image = CellState(node: 0, channels: task.channels, size: Extent(height: task.height, width: task.width))
  }

  var last: CellState { (outputs.last ?? image) ?? image }

  private var beforeLast: CellState? { outputs.count > 1 ? outputs[outputs.count - 2] : nil }

  mutating func addStem() {
    let multiplier = skeleton.stemMultiplier
    var stem = Operation.Convolution(
      channels: (isImageNet ? 32 : skeleton.channels) * multiplier, kernel: 3, stride: isImageNet ? 2 : 1)
    if isImageNet { stem.padding = 0 }
    let node = builder.scoped("stem") { $0.convNorm(0, stem) }
    let size =
      isImageNet ? Extent(height: (image.size.height - 1) / 2, width: (image.size.width - 1) / 2) : image.size
    outputs = [nil, CellState(node: node, channels: stem.channels, size: size)]
    guard isImageNet else { return }
    for divisor in [4, 2] {
      // A factorized reduction needs two channels.
      channels = max(2, skeleton.channels / divisor)
      addCell(reduction, stride: 2, previous: beforeLast)
    }
    channels = skeleton.channels
  }

  /// A cell of a stage, and before the second and third stage the halving.
  mutating func addStage(_ index: Int) {
    let isStart = index > 0 && index % skeleton.stageCells == 0
    let skipped = beforeLast
    if isStart { channels *= 2 }
    guard skeleton.hasReductionCells else {
      return addCell(isStart ? reduction : normal, stride: isStart ? 2 : 1, previous: skipped)
    }
    if isStart { addCell(reduction, stride: 2, previous: skipped) }
    addCell(normal, stride: 1, previous: skeleton.skipsReductionInput ? skipped : beforeLast)
  }

  private mutating func addCell(_ cell: BlockCellBuilder, stride: Int, previous: CellState?) {
    let depth = Double(number + 1) / Double(total)
    let place = BlockCellBuilder.Place(
      channels: channels, stride: stride, dropPath: depth * skeleton.options.dropPath)
    let input = last
    outputs.append(builder.scoped("c\(number)") { cell.build(&$0, input, previous: previous, place) })
    number += 1
  }
}
