import NASPlugin

/// The network of an architecture as a graph: every layer, or its parts.
struct NetworkDrawing {
  private let report: ArchitectureReport

  init(_ report: ArchitectureReport) { self.report = report }

  /// Every operation is a node.
  var layers: Drawing {
    var drawing = Drawing(title: report.title, style: .downward)
    for (index, node) in report.network.nodes.enumerated() {
      let words = OperationWords.text(node.operation)
      let lines = [node.id, "\(words) → \(report.cost.shapes[index])"]
      let tint = Tint(of: words)
      drawing.add(Drawing.Node(lines, tint: node.operation == .input ? .terminal : tint == .other ? .plain : tint))
      for input in Set(node.inputs).sorted() { drawing.add(Drawing.Edge(input, index)) }
    }
    return drawing
  }

  /// Each part is a node; equal parts in a row are one.
  var parts: Drawing {
    let parts = report.parts
    let runs = runs(of: parts)
    var drawing = Drawing(title: report.title, style: .rightward)
    for run in runs { drawing.add(node(parts[run.lowerBound], repeated: run.count, last: parts[run.upperBound - 1])) }
    for edge in edges(between: runs, parts) { drawing.add(edge) }
    return drawing
  }

  private func node(_ part: NetworkPart, repeated count: Int, last: NetworkPart) -> Drawing.Node {
    let params = OptionText.grouped(part.params) + " params"
    let name = count == 1 ? part.name : "\(part.name) … \(last.name)"
    let cost = part.params == 0 ? [] : [count == 1 ? params : "\(count) × \(params)"]
    let isTerminal = part.nodes.contains { report.network.nodes[$0].operation == .input }
    let tint: Tint = isTerminal ? .terminal : count > 1 ? .wideConvolution : .plain
    return Drawing.Node([name] + cost + ["\(last.output)"], tint: tint)
  }

  /// Ranges of neighbours that are built alike.
  private func runs(of parts: [NetworkPart]) -> [Range<Int>] {
    let shapes = parts.map(signature)
    var runs: [Range<Int>] = []
    for index in parts.indices {
      if let last = runs.last, shapes[last.lowerBound] == shapes[index], !shapes[index].isEmpty {
        runs[runs.count - 1] = last.lowerBound..<index + 1
      } else {
        runs.append(index..<index + 1)
      }
    }
    return runs
  }

  /// What a part is made of; parts of a single node are never taken together.
  private func signature(_ part: NetworkPart) -> [String] {
    guard part.nodes.count > 1 else { return [] }
    return part.nodes.map { index in
      let node = report.network.nodes[index]
      return "\(node.id.dropFirst(part.name.count)) \(OperationWords.text(node.operation)) \(report.cost.shapes[index])"
    }
  }

  private func edges(between runs: [Range<Int>], _ parts: [NetworkPart]) -> [Drawing.Edge] {
    var place = Array(repeating: 0, count: report.network.nodes.count)
    for (index, run) in runs.enumerated() {
      for node in run.flatMap({ parts[$0].nodes }) { place[node] = index }
    }
    var seen: Set<[Int]> = []
    return report.network.nodes.enumerated().flatMap { index, node in
      node.inputs.compactMap { input in
        let (from, to) = (place[input], place[index])
        return from < to && seen.insert([from, to]).inserted ? Drawing.Edge(from, to) : nil
      }
    }
  }
}
