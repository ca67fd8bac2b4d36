import NASPlugin

extension NASBench201 {
  /// Stem, three stages of cells with a residual block that halves the images before the second and third, classifier.
  ///
  /// Any number of classes: the benchmark's third data set has 120, and images of 16 pixels.
  func network(for architecture: Architecture, task: LearningTask) throws -> Network {
    try validate(architecture)
    return try network(task) { cell(&$0, architecture, $1, $2) }
  }

  /// The network whose cells `fill` makes, given what a cell reads and its channels.
  func network(_ task: LearningTask, _ fill: (inout NetworkBuilder, Int, Int) -> Int) throws -> Network {
    try validate(task)
    var builder = NetworkBuilder()
    var x = builder.scoped("stem") { $0.convNorm($0.input, Operation.Convolution(channels: channels, kernel: 3)) }
    var cell = 0
    for stage in 0..<3 {
      let width = channels << stage
      if stage > 0 { x = builder.scoped("r\(stage)") { residual(&$0, x, width) } }
      for _ in 0..<cells {
        x = builder.scoped("c\(cell)") { fill(&$0, x, width) }
        cell += 1
      }
    }
    let normed = builder.add(.batchNorm(affine: true), [x], "last.norm")
    builder.add(.relu, [normed], "last.relu")
    _ = builder.classifier(normed + 1, classes: task.classes)
    return builder.network
  }

  /// Parameters and multiply-accumulates by formula: a fixed part, and one part per convolution edge and stage.
  func costs(of architecture: Architecture, task: LearningTask) throws -> (params: Int, macs: Int)? {
    try validate(architecture)
    try validate(task)
    let last = 4 * channels
    let stem = 9 * task.channels * channels
    var params = stem + 2 * channels + 2 * last + (last + 1) * task.classes
    var macs = stem * task.height * task.width + last * task.classes
    for stage in 0..<3 {
      let width = channels << stage
      let area = (task.height >> stage) * (task.width >> stage)
      for kernel in architecture.tokens.lazy.compactMap({ CellOperation.allCases[Int($0)].kernel }) {
        let weights = kernel * kernel * width * width
        params += cells * (weights + 2 * width)
        macs += cells * weights * area
      }
      guard stage > 0 else { continue }
      let weights = 9 * width * width + 9 * width * width / 2 + width * width / 2
      params += weights + 4 * width
      macs += weights * area
    }
    return (params, macs)
  }

  private func validate(_ task: LearningTask) throws {
    guard task.height % 4 == 0, task.width % 4 == 0, task.height > 0, task.width > 0 else {
      throw NASError(
        .invalid, "nas-bench-201 halves its images twice, which \(task.height)×\(task.width) pixels do not allow",
        hint: "use images whose height and width are multiples of 4")
    }
  }

  /// Two 3×3 convolutions, the first with stride 2, beside average pooling and a 1×1 convolution without batch norm.
  private func residual(_ builder: inout NetworkBuilder, _ x: Int, _ width: Int) -> Int {
    let halved = builder.scoped("a") {
      $0.reluConvNorm(x, Operation.Convolution(channels: width, kernel: 3, stride: 2))
    }
    let body = builder.scoped("b") { $0.reluConvNorm(halved, Operation.Convolution(channels: width, kernel: 3)) }
    let pooled = builder.add(.avgPool(Operation.Pooling(kernel: 2, stride: 2), countPadding: true), [x], "pool")
    let shortcut = builder.add(.conv2d(Operation.Convolution(channels: width, kernel: 1)), [pooled], "short")
    return builder.add(.add, [shortcut, body], "add")
  }

  /// Each node is the sum of its edges.
  ///
  /// Edges that pass nothing on are left out of the sum; convolutions that nobody
  /// reads stay in the network, as in the benchmark, whose parameter counts include them.
  private func cell(_ builder: inout NetworkBuilder, _ architecture: Architecture, _ x: Int, _ width: Int) -> Int {
    var nodes = [x]
    for target in 1...3 {
      let first = CellEdge.first(into: target)
      let terms = (0..<target).compactMap { source -> Int? in
        let operation = CellOperation.allCases[Int(architecture.tokens[first + source])]
        switch operation {
        case .none: return nil
        case .skip: return nodes[source]
        case .conv1, .conv3, .pool:
          let edge = CellEdge(source: source, target: target)
          return compute(&builder, operation, from: nodes[source], edge, width, affine: true)
        }
      }
      switch terms.count {
      case 0: nodes.append(builder.add(.zero(stride: 1), [x], "n\(target).zero"))
      case 1: nodes.append(terms[0])
      default: nodes.append(builder.add(.add, terms, "n\(target)"))
      }
    }
    return nodes[3]
  }

  /// What an edge computes that does more than pass on; each kernel has a name of its own, as the supernet holds both.
  func compute(
    _ builder: inout NetworkBuilder, _ operation: CellOperation, from x: Int, _ edge: CellEdge, _ width: Int,
    affine: Bool
  ) -> Int {
    guard let kernel = operation.kernel else {
      let window = Operation.Pooling(kernel: 3, padding: 1)
      return builder.add(.avgPool(window, countPadding: false), [x], edge.tag + ".pool")
    }
    return builder.scoped("\(edge.tag)k\(kernel)") {
      $0.reluConvNorm(x, Operation.Convolution(channels: width, kernel: kernel), affine: affine)
    }
  }
}
