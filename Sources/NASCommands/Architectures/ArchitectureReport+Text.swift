import NASPlugin

extension ArchitectureReport {
  /// For people: facts, then the parts, then the layers where they are wanted.
  func text(withLayers: Bool) -> String {
    let same = canonical == text ? "the same" : canonical
    let known = published.map {
      [("published", "\($0.name): \($0.source)"), ("settings", $0.settings.joined(separator: " "))]
    }
    let facts =
      (known ?? []) + [
        ("architecture", text), ("canonical", same),
        ("tokens", architecture.tokens.map(String.init).joined(separator: " ")),
        ("params", OptionText.grouped(cost.params)), ("macs", OptionText.grouped(cost.macs)),
        ("depth", "\(depth) layers with weights, one after another"),
        ("input", "\(task.channels)×\(task.height)×\(task.width)"), ("output", "\(output)"),
      ]
    let lines = facts.map { name, fact in name + String(repeating: " ", count: 14 - name.count) + fact + "\n" }
    let more = withLayers ? layerTable : "\(network.nodes.count) layers; --layers lists them\n"
    return lines.joined() + "\n" + partTable + "\n" + more
  }

  private var partTable: String {
    var table = TextTable(["part", "layers", "params", "macs", "output"], right: [1, 2, 3])
    for part in parts {
      table.add([
        part.name, "\(part.nodes.count)", OptionText.grouped(part.params), OptionText.grouped(part.macs),
        "\(part.output)",
      ])
    }
    return table.text
  }

  private var layerTable: String {
    var table = TextTable(["layer", "operation", "reads", "output", "params", "macs"], right: [4, 5])
    for (index, node) in network.nodes.enumerated() {
      table.add([
        node.id, OperationWords.text(node.operation), node.inputs.map { network.nodes[$0].id }.joined(separator: ", "),
        "\(cost.shapes[index])", OptionText.grouped(cost.nodeParams[index]), OptionText.grouped(cost.nodeMacs[index]),
      ])
    }
    return table.text
  }
}
