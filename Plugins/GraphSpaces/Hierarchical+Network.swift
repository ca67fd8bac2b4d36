import NASPlugin

extension Hierarchical {
  /// Stem, three stages of cells with a separable convolution after each, classifier.
  ///
  /// The convolution between two stages has stride 2 and twice the filters. What lies on no path is not built.
  func network(for architecture: Architecture, task: LearningTask) throws -> Network {
    try validate(architecture)
    let graphs = self.graphs(architecture)
    let motifs = graphs.dropLast().map(\.pruned)
    let whole = variant == .flat ? graphs[0].pruned : Self.effective(graphs[motifs.count], Array(motifs))
    var builder = NetworkBuilder()
    let stem = builder.scoped("stem") {
      let normed = $0.convNorm($0.input, Operation.Convolution(channels: channels, kernel: 3))
      return $0.add(.relu, [normed], "relu")
    }
    var (value, number) = (HierarchyValue(node: stem, depth: channels), 0)
    for stage in 0..<3 {
      for place in 0..<cells {
        let cell = HierarchyCell(filters: channels << stage, merge: merge, motifs: Array(motifs), cell: whole)
        value = builder.scoped("c\(number)") { cell.build(&$0, value) }
        let isLast = place == cells - 1 && stage < 2
        value = builder.scoped("r\(number)") {
          HierarchyCell.separable(&$0, value, filters: channels << (isLast ? stage + 1 : stage), stride: isLast ? 2 : 1)
        }
        number += 1
      }
    }
    _ = builder.classifier(value.node, classes: task.classes)
    return builder.network
  }
}

/// What a node of a cell holds: a node of the network, and how many channels it has.
struct HierarchyValue {
  var node: Int
  var depth: Int
}

/// One cell of the network.
struct HierarchyCell {
  let filters: Int
  let merge: Hierarchical.Merge
  /// Pruned; none in the flat variant.
  let motifs: [Motif]
  let cell: Motif

  /// A cell that no path crosses gives zeros.
  func build(_ builder: inout NetworkBuilder, _ x: HierarchyValue) -> HierarchyValue {
    let result = expand(&builder, cell, x) { builder, label, value in
      motifs.isEmpty
        ? primitive(&builder, label, value)
        : expand(&builder, motifs[Int(label) - 1], value) { primitive(&$0, $1, $2) }
    }
    return result ?? HierarchyValue(node: builder.add(.zero(stride: 1), [x.node], "zero"), depth: x.depth)
  }

  /// Every node merges what its edges bring; the value of the last one, or nil where no path leads to it.
  private func expand(
    _ builder: inout NetworkBuilder, _ motif: Motif, _ x: HierarchyValue,
    _ edge: (inout NetworkBuilder, Int32, HierarchyValue) -> HierarchyValue?
  ) -> HierarchyValue? {
    var values: [HierarchyValue?] = [x]
    for target in 1..<motif.nodes {
      let terms = (0..<target).compactMap { source -> HierarchyValue? in
        guard motif[source, target] > 0, let value = values[source] else { return nil }
        return builder.scoped("\(source + 1)-\(target + 1)") { edge(&$0, motif[source, target], value) }
      }
      values.append(merged(&builder, terms, "n\(target + 1)"))
    }
    return values[motif.nodes - 1]
  }

  private func merged(_ builder: inout NetworkBuilder, _ terms: [HierarchyValue], _ name: String) -> HierarchyValue? {
    guard let first = terms.first else { return nil }
    guard terms.count > 1 else { return first }
    let nodes = terms.map(\.node)
    guard merge == .concat else { return HierarchyValue(node: builder.add(.add, nodes, name), depth: first.depth) }
    return HierarchyValue(node: builder.add(.concat, nodes, name), depth: terms.reduce(0) { $0 + $1.depth })
  }

  /// An operation of the lowest level: stride 1, convolutions followed by batch norm and ReLU.
  private func primitive(_ builder: inout NetworkBuilder, _ label: Int32, _ x: HierarchyValue) -> HierarchyValue? {
    switch Primitive(rawValue: label) {
    case .conv1:
      let normed = builder.convNorm(x.node, Operation.Convolution(channels: filters, kernel: 1))
      return HierarchyValue(node: builder.add(.relu, [normed], "relu"), depth: filters)
    case .depthwise:
      let normed = builder.convNorm(x.node, Operation.Convolution(channels: x.depth, kernel: 3, groups: x.depth))
      return HierarchyValue(node: builder.add(.relu, [normed], "relu"), depth: x.depth)
    case .separable: return Self.separable(&builder, x, filters: filters, stride: 1)
    case .maxPool: return HierarchyValue(node: builder.maxPool(x.node, NetworkBuilder.Branch(x.depth)), depth: x.depth)
    case .avgPool: return HierarchyValue(node: builder.avgPool(x.node, NetworkBuilder.Branch(x.depth)), depth: x.depth)
    case .identity: return HierarchyValue(node: builder.add(.identity, [x.node], "id"), depth: x.depth)
    case nil: return nil
    }
  }

  /// 3×3 depthwise, 1×1 to the filters, batch norm, ReLU.
  static func separable(
    _ builder: inout NetworkBuilder, _ x: HierarchyValue, filters: Int, stride: Int
  ) -> HierarchyValue {
    let depthwise = Operation.Convolution(channels: x.depth, kernel: 3, stride: stride, groups: x.depth)
    let deep = builder.add(.conv2d(depthwise), [x.node], "depth")
    let normed = builder.convNorm(deep, Operation.Convolution(channels: filters, kernel: 1))
    return HierarchyValue(node: builder.add(.relu, [normed], "relu"), depth: filters)
  }
}
