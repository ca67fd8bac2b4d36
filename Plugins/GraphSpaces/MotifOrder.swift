/// Finds the order of a motif's inner nodes in which its columns, read one after another, are greatest.
///
/// Two motifs that differ in the names of their inner nodes only have one such form: columns are put in place from the
/// left, the greatest first, and where several nodes are equally good all are tried. Nodes with the same neighbours are
/// interchangeable, so one of them is enough.
struct MotifOrder {
  private let motif: Motif
  /// The order that is being made, and the columns it has so far, four bits a label.
  private var order: [Int] = [0]
  private var columns: [UInt64] = []
  private var best: [UInt64] = []
  private var bestOrder: [Int] = []

  private init(_ motif: Motif) { self.motif = motif }

  /// The motif with its inner nodes in the order that is one for all its namings.
  static func form(of motif: Motif) -> Motif {
    var search = MotifOrder(motif)
    search.extend()
    let order = search.bestOrder + [motif.nodes - 1]
    var result = motif
    for target in 1..<motif.nodes {
      for source in 0..<target {
        result.labels[motif.labels.startIndex + Motif.place(source, target)] = search.label(
          order[source], order[target])
      }
    }
    return result
  }

  private func label(_ source: Int, _ target: Int) -> Int32 { source < target ? motif[source, target] : 0 }

  private mutating func extend() {
    guard order.count < motif.nodes - 1 else {
      let all = columns + [column(of: motif.nodes - 1)]
      if best.isEmpty || best.lexicographicallyPrecedes(all) { (best, bestOrder) = (all, order) }
      return
    }
    let ready = (1..<motif.nodes - 1).filter { node in
      !order.contains(node) && (1..<node).allSatisfy { motif[$0, node] == 0 || order.contains($0) }
    }
    let greatest = ready.map { column(of: $0) }.max() ?? 0
    var tried: [Int] = []
    for node in ready where column(of: node) == greatest {
      guard !tried.contains(where: { areTwins($0, node) }) else { continue }
      tried.append(node)
      order.append(node)
      columns.append(greatest)
      extend()
      order.removeLast()
      columns.removeLast()
    }
  }

  /// The labels of the edges into a node from the nodes in place, the first in the highest bits.
  private func column(of node: Int) -> UInt64 {
    order.reduce(0) { $0 << 4 | UInt64(truncatingIfNeeded: label($1, node)) }
  }

  /// Whether exchanging two nodes leaves the graph as it is.
  private func areTwins(_ first: Int, _ second: Int) -> Bool {
    label(first, second) == 0 && label(second, first) == 0
      && (0..<motif.nodes).allSatisfy {
        label($0, first) == label($0, second) && label(first, $0) == label(second, $0)
      }
  }
}
