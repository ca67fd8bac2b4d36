import NASPlugin

extension LargeScaleEvolution {
  /// The graph of the genome, global average pooling, a linear layer; the learning rate overrides the recipe's.
  func network(for architecture: Architecture, task: LearningTask) throws -> Network {
    let genome = try Genome(tokens: architecture.tokens)
    let limits = GenomeLimits(imageChannels: task.channels, mostChannels: limits.mostChannels)
    let (topology, order, _) = try genome.validated(limits)
    var building = GenomeNetwork(genome: genome, topology: topology, task: task)
    for vertex in order { building.add(vertex) }
    return building.finished()
  }
}

/// The network of a genome while it is built, with the shape of every block.
private struct GenomeNetwork {
  private struct Block {
    var node: Int
    var shape: FeatureShape
  }

  let genome: Genome
  let topology: GenomeTopology
  let task: LearningTask
  private var builder = NetworkBuilder()
  private var blocks: [Block]
  private var outputNode = 0

  init(genome: Genome, topology: GenomeTopology, task: LearningTask) {
    (self.genome, self.topology, self.task) = (genome, topology, task)
    let image = FeatureShape(channels: task.channels, height: task.height, width: task.width)
    blocks = Array(repeating: Block(node: 0, shape: image), count: genome.vertices.count)
  }

  /// The merge: the primary edges decide depth and size, the others are resized and cut or padded to fit; then the sum.
  mutating func add(_ vertex: Int) {
    let id = genome.vertices[vertex].id
    var block = blocks[vertex]
    if let depth = topology.primary(of: vertex, genome, .depth),
      let scale = topology.primary(of: vertex, genome, .scale)
    {
      let tensors = topology.incoming[vertex].map { (edge: $0, block: tensor($0)) }
      for (edge, tensor) in tensors {
        if edge == depth { block.shape.channels = tensor.shape.channels }
        if edge == scale { (block.shape.height, block.shape.width) = (tensor.shape.height, tensor.shape.width) }
      }
      let terms = tensors.map { fitted($0.block, to: block.shape, "v\(id).e\(genome.edges[$0.edge].id)") }
      block.node = terms.count == 1 ? terms[0] : builder.add(.add, terms, "v\(id).sum")
    }
    if genome.vertices[vertex].kind == .bnRelu {
      let normed = builder.add(.batchNorm(affine: true), [block.node], "v\(id).norm")
      block.node = builder.add(.relu, [normed], "v\(id).relu")
    }
    blocks[vertex] = block
    if id == Genome.output { outputNode = block.node }
  }

  /// What an edge brings.
  private mutating func tensor(_ edge: Int) -> Block {
    let source = blocks[topology.sources[edge]]
    guard let convolution = genome.edges[edge].convolution,
      let depth = genome.edges[edge].depth(from: source.shape.channels)
    else { return source }
    let half = Extent(height: Int(convolution.filterHalfHeight), width: Int(convolution.filterHalfWidth))
    let stride = 1 << Int(convolution.strideScale)
    let operation = Operation.Convolution(
      channels: depth, kernel: Extent(height: 2 * half.height + 1, width: 2 * half.width + 1), stride: Extent(stride),
      padding: half)
    let node = builder.add(.conv2d(operation), [source.node], "e\(genome.edges[edge].id).conv")
    let shape = FeatureShape(
      channels: depth, height: (source.shape.height + stride - 1) / stride,
      width: (source.shape.width + stride - 1) / stride)
    return Block(node: node, shape: shape)
  }

  /// Nearest-neighbour resize, then the first channels or zeros behind the last: no parameters.
  private mutating func fitted(_ block: Block, to shape: FeatureShape, _ name: String) -> Int {
    var node = block.node
    if block.shape.height != shape.height || block.shape.width != shape.width {
      node = builder.add(.resizeNearest(height: shape.height, width: shape.width), [node], name + ".resize")
    }
    if block.shape.channels > shape.channels {
      node = builder.add(.truncateChannels(shape.channels), [node], name + ".cut")
    } else if block.shape.channels < shape.channels {
      node = builder.add(.padChannels(shape.channels), [node], name + ".pad")
    }
    return node
  }

  mutating func finished() -> Network {
    _ = builder.scoped("head") { $0.classifier(outputNode, classes: task.classes) }
    builder.override("learning_rate", genome.learningRate)
    return builder.network
  }
}
