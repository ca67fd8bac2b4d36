import NASPlugin

extension ArchitectureReport: Encodable {
  private enum Key: String, CodingKey {
    case published, source, settings, space, text, canonical, tokens, params, macs, depth, input, output, classes,
      parts, layers
  }

  private struct Part: Encodable {
    var name: String
    var layers: Int
    var params: Int
    var macs: Int
    var output: [Int]
  }

  private struct Layer: Encodable {
    var id: String
    var operation: String
    var inputs: [Int]
    var output: [Int]
    var params: Int
    var macs: Int
  }

  func encode(to encoder: any Encoder) throws {
    var box = encoder.container(keyedBy: Key.self)
    try box.encodeIfPresent(published?.name, forKey: .published)
    try box.encodeIfPresent(published?.source, forKey: .source)
    try box.encodeIfPresent(published?.settings, forKey: .settings)
    try box.encode(space, forKey: .space)
    try box.encode(text, forKey: .text)
    try box.encode(canonical, forKey: .canonical)
    try box.encode(architecture.tokens, forKey: .tokens)
    try box.encode(cost.params, forKey: .params)
    try box.encode(cost.macs, forKey: .macs)
    try box.encode(depth, forKey: .depth)
    try box.encode([task.channels, task.height, task.width], forKey: .input)
    try box.encode(output.sizes, forKey: .output)
    try box.encode(task.classes, forKey: .classes)
    try box.encode(
      parts.map {
        Part(name: $0.name, layers: $0.nodes.count, params: $0.params, macs: $0.macs, output: $0.output.sizes)
      },
      forKey: .parts)
    try box.encode(network.nodes.indices.map(layer), forKey: .layers)
  }

  private func layer(_ index: Int) -> Layer {
    let node = network.nodes[index]
    return Layer(
      id: node.id, operation: OperationWords.text(node.operation), inputs: node.inputs,
      output: cost.shapes[index].sizes,
      params: cost.nodeParams[index], macs: cost.nodeMacs[index])
  }
}

extension FeatureShape {
  /// Channels, height, width.
  fileprivate var sizes: [Int] { [channels, height, width] }
}
