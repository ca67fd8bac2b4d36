extension Network.Node {
  /// The shape of this node's output for inputs of these shapes; throws `.invalid`, naming the node, where they do not fit.
  public func outputShape(of inputs: [FeatureShape], task: LearningTask) throws -> FeatureShape {
    if case .input = operation {
      guard inputs.isEmpty else { throw misfit("is the input and reads nothing") }
      return FeatureShape(channels: task.channels, height: task.height, width: task.width)
    }
    guard let first = inputs.first else { throw misfit("reads no node") }
    switch operation {
    case .add, .choice: return try sameShape(inputs)
    case .multiply: return try broadcast(inputs)
    case .concat: return try sideBySide(inputs)
    default:
      guard inputs.count == 1 else { throw misfit("reads \(inputs.count) nodes but takes one") }
      return try unaryShape(of: first)
    }
  }

  private func unaryShape(of input: FeatureShape) throws -> FeatureShape {
    var output = input
    switch operation {
    case .conv2d(let c):
      guard c.groups > 0, c.channels > 0, input.channels % c.groups == 0, c.channels % c.groups == 0 else {
        throw misfit("has \(c.groups) groups, which do not divide \(input.channels) and \(c.channels) channels")
      }
      output = try slid(input, kernel: c.kernel, stride: c.stride, padding: c.padding, dilation: c.dilation)
      output.channels = c.channels
    case .maxPool(let p), .avgPool(let p, _):
      // A window that lies in the padding alone has no maximum; libtorch refuses it too.
      guard 2 * p.padding.height <= p.kernel.height, 2 * p.padding.width <= p.kernel.width else {
        throw misfit("pads by more than half of its window")
      }
      output = try slid(input, kernel: p.kernel, stride: p.stride, padding: p.padding, dilation: 1)
    case .linear(let features, _):
      guard input.area == 1 else { throw misfit("is linear and needs N×C×1×1, not \(input)") }
      output.channels = features
    case .globalAvgPool: (output.height, output.width) = (1, 1)
    case .slice(let start, let count):
      guard start >= 0, count > 0, start + count <= input.channels else {
        throw misfit("takes channels \(start)..<\(start + count) of \(input.channels)")
      }
      output.channels = count
    case .padChannels(let channels):
      guard channels >= input.channels else { throw misfit("pads \(input.channels) channels to \(channels)") }
      output.channels = channels
    case .truncateChannels(let channels):
      guard channels > 0, channels <= input.channels else {
        throw misfit("truncates \(input.channels) channels to \(channels)")
      }
      output.channels = channels
    case .pad(let margins): return try padded(input, margins)
    case .resizeNearest(let height, let width):
      guard height > 0, width > 0 else { throw misfit("resizes to \(height)×\(width)") }
      (output.height, output.width) = (height, width)
    case .channelShuffle(let groups):
      guard groups > 0, input.channels % groups == 0 else {
        throw misfit("shuffles \(input.channels) channels in \(groups) groups")
      }
    case .zero(let stride):
      guard stride > 0 else { throw misfit("has stride \(stride)") }
      (output.height, output.width) = ((input.height + stride - 1) / stride, (input.width + stride - 1) / stride)
    default: break
    }
    return output
  }

  private func slid(
    _ input: FeatureShape, kernel: Extent, stride: Extent, padding: Extent, dilation: Extent
  ) throws -> FeatureShape {
    func length(_ size: Int, _ kernel: Int, _ stride: Int, _ padding: Int, _ dilation: Int) throws -> Int {
      guard kernel > 0, stride > 0, padding >= 0, dilation > 0 else { throw misfit("has a window that cannot be") }
      let room = size + 2 * padding - dilation * (kernel - 1) - 1
      guard room >= 0 else { throw misfit("has a window larger than its input \(input)") }
      return room / stride + 1
    }
    return FeatureShape(
      channels: input.channels,
      height: try length(input.height, kernel.height, stride.height, padding.height, dilation.height),
      width: try length(input.width, kernel.width, stride.width, padding.width, dilation.width))
  }

  private func padded(_ input: FeatureShape, _ margins: Operation.Margins) throws -> FeatureShape {
    var output = input
    output.height += margins.top + margins.bottom
    output.width += margins.left + margins.right
    // What is taken away must come from the image, not from the zeros at its other edge.
    guard input.height + min(margins.top, 0) + min(margins.bottom, 0) > 0,
      input.width + min(margins.left, 0) + min(margins.right, 0) > 0
    else { throw misfit("takes all of its input \(input) away") }
    return output
  }

  private func sameShape(_ inputs: [FeatureShape]) throws -> FeatureShape {
    guard inputs.allSatisfy({ $0 == inputs[0] }) else { throw misfit("joins unlike shapes \(listed(inputs))") }
    return inputs[0]
  }

  private func broadcast(_ inputs: [FeatureShape]) throws -> FeatureShape {
    let widest = inputs.max { $0.area < $1.area } ?? inputs[0]
    guard inputs.allSatisfy({ $0.channels == widest.channels && ($0 == widest || $0.area == 1) }) else {
      throw misfit("multiplies unlike shapes \(listed(inputs))")
    }
    return widest
  }

  private func sideBySide(_ inputs: [FeatureShape]) throws -> FeatureShape {
    guard inputs.allSatisfy({ $0.height == inputs[0].height && $0.width == inputs[0].width }) else {
      throw misfit("concatenates unlike sizes \(listed(inputs))")
    }
    var output = inputs[0]
    output.channels = inputs.reduce(0) { $0 + $1.channels }
    return output
  }

  private func listed(_ shapes: [FeatureShape]) -> String { shapes.map(\.description).joined(separator: ", ") }

  private func misfit(_ what: String) -> NASError { NASError(.invalid, "network node '\(id)' \(what)") }
}
