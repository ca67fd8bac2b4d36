/// A small graph whose edges carry operations: 0 is no edge, other labels mean what its level says.
///
/// The labels are the upper triangle of the paper's matrix, column by column: the edges into a node lie together. Node 0
/// is the input, the last node the output.
struct Motif: Equatable {
  let nodes: Int
  var labels: ArraySlice<Int32>

  init(nodes: Int, labels: ArraySlice<Int32>) { (self.nodes, self.labels) = (nodes, labels) }

  static func edgeCount(nodes: Int) -> Int { nodes * (nodes - 1) / 2 }

  /// Where the edge between two nodes stands among the labels.
  @inline(__always)
  static func place(_ source: Int, _ target: Int) -> Int { target &* (target &- 1) / 2 &+ source }

  /// What the edge between two nodes carries.
  @inline(__always)
  subscript(source: Int, target: Int) -> Int32 { labels[labels.startIndex &+ Self.place(source, target)] }

  /// The nodes on some path from the input to the output, as bits; 0 where there is no path.
  var live: UInt32 {
    var reached: UInt32 = 1
    for target in 1..<nodes
    where (0..<target).contains(where: { reached >> UInt32($0) & 1 == 1 && self[$0, target] != 0 }) {
      reached |= 1 << UInt32(target)
    }
    guard reached >> UInt32(nodes - 1) == 1 else { return 0 }
    var needed: UInt32 = 1 << UInt32(nodes - 1)
    for target in (1..<nodes).reversed() where needed >> UInt32(target) & 1 == 1 {
      for source in 0..<target where self[source, target] != 0 { needed |= 1 << UInt32(source) }
    }
    return reached & needed
  }

  /// The graph without the edges that are on no path from input to output.
  var pruned: Motif {
    let live = self.live
    var result = self
    var place = labels.startIndex
    for target in 1..<nodes {
      for source in 0..<target {
        if live >> UInt32(source) & live >> UInt32(target) & 1 == 0 { result.labels[place] = 0 }
        place += 1
      }
    }
    return result
  }

  var isEmpty: Bool { labels.allSatisfy { $0 == 0 } }
}
