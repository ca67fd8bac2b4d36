import NASPlugin

extension NASBench101 {
  /// Stem, three stacks of cells with 2×2 max pooling and twice the channels between them, classifier.
  func network(for architecture: Architecture, task: LearningTask) throws -> Network {
    let graph = try Self.pruned(architecture)
    try validate(task)
    var builder = NetworkBuilder()
    var (x, inputs) = (builder.scoped("stem") { Self.convNormRelu(&$0, $0.input, channels, kernel: 3) }, channels)
    for stack in 0..<3 {
      let width = channels << stack
      if stack > 0 { x = builder.add(.maxPool(Operation.Pooling(kernel: 2, stride: 2)), [x], "s\(stack).pool") }
      for cell in 0..<cells {
        let module = NASBench101Module(graph: graph, inputs: inputs, outputs: width)
        x = builder.scoped("s\(stack).c\(cell)") { module.build(&$0, x) }
        inputs = width
      }
    }
    _ = builder.classifier(x, classes: task.classes)
    return builder.network
  }

  private func validate(_ task: LearningTask) throws {
    guard task.height % 4 == 0, task.width % 4 == 0, task.height > 0, task.width > 0 else {
      throw NASError(
        .invalid, "nas-bench-101 halves its images twice, which \(task.height)×\(task.width) pixels do not allow",
        hint: "use images whose height and width are multiples of 4")
    }
  }

  /// Convolution, batch norm, ReLU: every convolution of the benchmark.
  static func convNormRelu(_ builder: inout NetworkBuilder, _ x: Int, _ channels: Int, kernel: Int) -> Int {
    let normed = builder.convNorm(x, Operation.Convolution(channels: channels, kernel: kernel))
    return builder.add(.relu, [normed], "relu")
  }
}

/// One cell of the network, with the channels that the benchmark's rule gives its vertices.
struct NASBench101Module {
  let graph: ModuleGraph
  /// Channels of each vertex, by number; 0 for one that was pruned.
  let channels: [Int]

  init(graph: ModuleGraph, inputs: Int, outputs: Int) {
    self.graph = graph
    channels = Self.vertexChannels(of: graph, inputs: inputs, outputs: outputs)
  }

  /// What flows into the output divides its channels, the first vertices taking what is left over; every other vertex
  /// has as many as the widest one that reads it.
  private static func vertexChannels(of graph: ModuleGraph, inputs: Int, outputs: Int) -> [Int] {
    let output = ModuleGraph.output
    var channels = Array(repeating: 0, count: output + 1)
    (channels[0], channels[output]) = (inputs, outputs)
    let last = (1..<output).filter { graph.sources(of: output) >> UInt32($0) & 1 == 1 }
    for (place, vertex) in last.enumerated() {
      channels[vertex] = outputs / last.count + (place < outputs % last.count ? 1 : 0)
    }
    for vertex in (1..<output).reversed() where !last.contains(vertex) {
      for reader in vertex + 1..<output where graph.sources(of: reader) >> UInt32(vertex) & 1 == 1 {
        channels[vertex] = max(channels[vertex], channels[reader])
      }
    }
    return channels
  }

  /// Inner vertices sum what they read, cut to their channels, and the projected input; the output concatenates, and adds
  /// the projected input.
  func build(_ builder: inout NetworkBuilder, _ x: Int) -> Int {
    var values = [x]
    for vertex in 1..<ModuleGraph.output {
      guard channels[vertex] > 0 else {
        values.append(x)
        continue
      }
      values.append(builder.scoped("v\(vertex)") { self.vertex(&$0, vertex, values) })
    }
    return builder.scoped("out") { end(&$0, values) }
  }

  private func vertex(_ builder: inout NetworkBuilder, _ vertex: Int, _ values: [Int]) -> Int {
    let width = channels[vertex]
    var terms = sources(of: vertex).map { source in
      channels[source] > width
        ? builder.add(.truncateChannels(width), [values[source]], "cut\(source)") : values[source]
    }
    if graph.sources(of: vertex) & 1 == 1 { terms.append(projection(&builder, values[0], width)) }
    let sum = terms.count == 1 ? terms[0] : builder.add(.add, terms, "add")
    switch ModuleOperation.allCases[Int(graph.operation(of: vertex))] {
    case .conv3: return NASBench101.convNormRelu(&builder, sum, width, kernel: 3)
    case .conv1: return NASBench101.convNormRelu(&builder, sum, width, kernel: 1)
    case .pool: return builder.maxPool(sum, NetworkBuilder.Branch(width))
    }
  }

  private func end(_ builder: inout NetworkBuilder, _ values: [Int]) -> Int {
    let inner = sources(of: ModuleGraph.output).map { values[$0] }
    let readsInput = graph.sources(of: ModuleGraph.output) & 1 == 1
    let outputs = channels[ModuleGraph.output]
    guard let first = inner.first else { return projection(&builder, values[0], outputs) }
    let joined = inner.count == 1 ? first : builder.add(.concat, inner, "join")
    guard readsInput else { return joined }
    return builder.add(.add, [joined, projection(&builder, values[0], outputs)], "add")
  }

  /// The inner vertices that a vertex reads.
  private func sources(of vertex: Int) -> [Int] {
    let sources = graph.sources(of: vertex)
    return (1..<vertex).filter { sources >> UInt32($0) & 1 == 1 }
  }

  /// The cell's input, by a 1×1 convolution.
  private func projection(_ builder: inout NetworkBuilder, _ x: Int, _ width: Int) -> Int {
    builder.scoped("in") { NASBench101.convNormRelu(&$0, x, width, kernel: 1) }
  }
}
