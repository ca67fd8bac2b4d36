import NASPlugin

/// Builds one cell of blocks, as the code of NASNet, PNASNet and AmoebaNet does.
///
/// Zoph et al. 2018, Liu et al. 2018 and Real et al. 2019; from their published code: a state is brought to the
/// channels of the cell before it is read, except that the first cell's second input is the bare stem; every operation
/// takes care of channels that do not fit; outputs are brought to the shape of the last block before they are laid side
/// by side.
struct BlockCellBuilder {
  let cell: Cell
  let operations: [CellOperation]
  let output: CellOutput
  /// Whether 1×L and L×1 pairs work on a quarter of the channels.
  let hasBottlenecks: Bool

  /// Where a cell stands in the network.
  struct Place {
    var channels: Int
    var stride: Int
    var dropPath: Double
  }

  /// The cell's output; `previous` is nil where no cell came before.
  func build(
    _ builder: inout NetworkBuilder, _ input: CellState, previous: CellState?, _ place: Place
  ) -> CellState {
    let matched = builder.scoped("prev") { self.previous(&$0, input, previous, place) }
    var states = [builder.scoped("in") { $0.projected(input, to: place.channels) }, matched]
    for index in 0..<cell.count {
      states.append(builder.scoped("b\(index)") { block(&$0, cell[index], states, place) })
    }
    return joined(&builder, states)
  }

  private func previous(
    _ builder: inout NetworkBuilder, _ input: CellState, _ previous: CellState?, _ place: Place
  ) -> CellState {
    guard let previous else { return input }
    if previous.size != input.size { return builder.reduced(previous, to: place.channels) }
    return previous.channels == place.channels ? previous : builder.projected(previous, to: place.channels)
  }

  private func block(
    _ builder: inout NetworkBuilder, _ block: Block, _ states: [CellState], _ place: Place
  ) -> CellState {
    let left = builder.scoped("l") { half(&$0, block.first, states, place) }
    let right = builder.scoped("r") { half(&$0, block.second, states, place) }
    let node = builder.add(block.isConcat ? .concat : .add, [left.node, right.node], "out")
    let channels = block.isConcat ? left.channels + right.channels : left.channels
    return CellState(node: node, channels: channels, size: left.size)
  }

  private func half(
    _ builder: inout NetworkBuilder, _ half: Half, _ states: [CellState], _ place: Place
  ) -> CellState {
    let state = states[half.state]
    // Only the inputs of the cell are as large as they were.
    let stride = half.state < 2 ? place.stride : 1
    let branch = NetworkBuilder.Branch(
      from: state.channels, to: place.channels, stride: stride, dropPath: place.dropPath)
    let operation = operations[half.operation]
    let node = builder.scoped(operation.tag) {
      operation.emitFitting(&$0, state.node, branch, hasBottlenecks: hasBottlenecks)
    }
    return CellState(node: node, channels: place.channels, size: stride == 2 ? state.halvedSize : state.size)
  }

  private func joined(_ builder: inout NetworkBuilder, _ states: [CellState]) -> CellState {
    let outputs = output.states(of: cell)
    let last = states[states.count - 1]
    var joined: [CellState] = []
    for (index, state) in states.enumerated() where outputs >> UInt32(index) & 1 == 1 {
      joined.append(builder.scoped("out\(index)") { fitted(&$0, state, last) })
    }
    guard joined.count > 1 else { return joined[0] }
    let node = builder.add(.concat, joined.map(\.node), "out")
    return CellState(node: node, channels: joined.reduce(0) { $0 + $1.channels }, size: last.size)
  }

  private func fitted(_ builder: inout NetworkBuilder, _ state: CellState, _ last: CellState) -> CellState {
    if state.size != last.size { return builder.reduced(state, to: last.channels, relu: false) }
    guard state.channels != last.channels else { return state }
    let branch = NetworkBuilder.Branch(from: state.channels, to: last.channels)
    let node = builder.factorizedReduction(state.node, branch, relu: false)
    return CellState(node: node, channels: last.channels, size: state.size)
  }
}
