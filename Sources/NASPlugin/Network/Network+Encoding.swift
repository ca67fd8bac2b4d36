import CNASPlugin

extension Network {
  /// The network as one flat buffer (layout: `nas_plugin.h`, "the network buffer").
  public func encoded() -> [UInt8] {
    var writer = NetworkWriter()
    let records = nodes.map { writer.record($0) }
    for cell in cells { writer.write(cell) }
    let overrides = recipeOverrides.sorted { $0.key < $1.key }.map { key, value in
      let (offset, length) = writer.text(key)
      return nas_network_override(key_offset: offset, key_length: length, value: value)
    }
    let header = nas_network_header(
      magic: NAS_NETWORK_MAGIC, header_size: UInt32(MemoryLayout<nas_network_header>.size),
      node_size: UInt32(MemoryLayout<nas_network_node>.size), node_count: UInt32(nodes.count),
      input_count: UInt32(writer.inputs.count), attribute_count: UInt32(writer.attributes.count),
      cell_count: UInt32(cells.count), cell_words: UInt32(writer.cellWords.count),
      override_count: UInt32(overrides.count), text_length: UInt32(writer.texts.count), reserved0: 0, reserved1: 0)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(48 + 32 * nodes.count + 8 * writer.attributes.count + writer.texts.count + 1_024)
    bytes.append(raw: [header])
    bytes.append(raw: records)
    bytes.append(raw: writer.inputs)
    bytes.append(raw: writer.attributes)
    bytes.append(raw: writer.cellWords)
    bytes.append(raw: overrides)
    bytes.append(contentsOf: writer.texts)
    return bytes
  }
}

/// The pools of a network buffer while it is written.
private struct NetworkWriter {
  var inputs: [Int32] = []
  var attributes: [Int64] = []
  var cellWords: [Int32] = []
  var texts: [UInt8] = []

  mutating func text(_ text: String) -> (offset: UInt32, length: UInt32) {
    let offset = texts.count
    texts.append(contentsOf: text.utf8)
    return (UInt32(offset), UInt32(texts.count - offset))
  }

  mutating func record(_ node: Network.Node) -> nas_network_node {
    let (offset, length) = text(node.id)
    let (firstInput, firstAttribute) = (inputs.count, attributes.count)
    inputs.append(contentsOf: node.inputs.lazy.map { Int32(truncatingIfNeeded: $0) })
    let code = node.operation.write(&attributes)
    return nas_network_node(
      operation: code, id_offset: offset, id_length: length, first_input: UInt32(firstInput),
      input_count: UInt32(node.inputs.count), first_attribute: UInt32(firstAttribute),
      attribute_count: UInt32(attributes.count - firstAttribute), reserved: 0)
  }

  mutating func write(_ cell: Network.Cell) {
    let (offset, length) = text(cell.name)
    let head = [Int(offset), Int(length), cell.inputs.count, cell.outputs.count, cell.edges.count]
    let edges = cell.edges.flatMap { [$0.from, $0.to, $0.choice] }
    cellWords.append(contentsOf: (head + cell.inputs + cell.outputs + edges).lazy.map { Int32(truncatingIfNeeded: $0) })
  }
}

extension [UInt8] {
  /// Appends elements as they lie in memory.
  fileprivate mutating func append<T: BitwiseCopyable>(raw elements: [T]) {
    elements.withUnsafeBytes { append(contentsOf: $0) }
  }
}
