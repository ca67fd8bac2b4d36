import NASPlugin

extension ConvChain {
  /// Each layer concatenates what it reads, then convolution, batch norm, ReLU; the paper's three rules mend the rest.
  ///
  /// A layer that reads nothing takes the images; what nobody reads goes to the classifier; smaller inputs of a
  /// concatenation are padded with zeros.
  func network(for architecture: Architecture, task: LearningTask) throws -> Network {
    let chain = try self.chain(architecture)
    var builder = NetworkBuilder()
    let images = ChainValue(node: builder.input, size: Extent(height: task.height, width: task.width))
    var values: [ChainValue] = []
    for (number, layer) in chain.enumerated() {
      let sources = layer.sources.map { (name: "\($0 + 1)", value: values[$0]) }
      values.append(
        builder.scoped("l\(number + 1)") { builder in
          let joined = sources.isEmpty ? images : Self.joined(&builder, sources)
          return self.layer(&builder, layer, joined, isPooled: pools.contains(number))
        })
    }
    let read = chain.reduce(UInt64(0)) { $0 | $1.anchors }
    let unread = chain.indices.filter { read >> UInt64($0) & 1 == 0 }.map { (name: "\($0 + 1)", value: values[$0]) }
    let last = builder.scoped("end") { Self.joined(&$0, unread) }
    _ = builder.classifier(last.node, classes: task.classes)
    return builder.network
  }

  private func layer(
    _ builder: inout NetworkBuilder, _ layer: ChainLayer, _ x: ChainValue, isPooled: Bool
  ) -> ChainValue {
    let kernel = Extent(height: layer.filterHeight, width: layer.filterWidth)
    let convolution = Operation.Convolution(
      channels: layer.filters + extraFilters, kernel: kernel,
      stride: Extent(height: layer.strideHeight, width: layer.strideWidth),
      padding: Extent(height: kernel.height / 2, width: kernel.width / 2))
    let node = builder.add(.relu, [builder.convNorm(x.node, convolution)], "relu")
    let value = ChainValue(
      node: node, size: x.size.divided(by: layer.strideHeight, layer.strideWidth))
    guard isPooled else { return value }
    let pooled = builder.add(.maxPool(Operation.Pooling(kernel: 3, stride: 2, padding: 1)), [node], "pool")
    return ChainValue(node: pooled, size: value.size.divided(by: 2, 2))
  }

  /// One or more values side by side, each as large as the largest.
  private static func joined(_ builder: inout NetworkBuilder, _ sources: [(name: String, value: ChainValue)])
    -> ChainValue
  {
    let size = sources.reduce(Extent(0)) {
      Extent(height: max($0.height, $1.value.size.height), width: max($0.width, $1.value.size.width))
    }
    let parts = sources.map { name, value in
      value.size == size
        ? value.node : builder.add(.pad(margins(from: value.size, to: size)), [value.node], "pad\(name)")
    }
    return ChainValue(node: parts.count == 1 ? parts[0] : builder.add(.concat, parts, "join"), size: size)
  }

  /// Zeros on both sides alike; the odd row or column goes below or to the right.
  private static func margins(from size: Extent, to larger: Extent) -> Operation.Margins {
    let (rows, columns) = (larger.height - size.height, larger.width - size.width)
    return Operation.Margins(top: rows / 2, left: columns / 2, bottom: rows - rows / 2, right: columns - columns / 2)
  }
}

/// What a layer gives: its node, and how large its image is.
struct ChainValue {
  var node: Int
  var size: Extent
}

extension Extent {
  /// The size after strides, rounded up as odd filters with padding have it.
  fileprivate func divided(by rows: Int, _ columns: Int) -> Extent {
    Extent(height: (height + rows - 1) / rows, width: (width + columns - 1) / columns)
  }
}
