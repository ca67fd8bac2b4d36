/// For every vertex the edges at one of its ends, by index: one list of all edges, cut into pieces.
struct EdgeLists {
  private let starts: [Int]
  private let edges: [Int]

  /// The edges by the vertex that each has at this end, in ascending order.
  init(ends: [Int], vertices: Int) {
    var starts = Array(repeating: 0, count: vertices + 1)
    for vertex in ends { starts[vertex + 1] += 1 }
    for vertex in 0..<vertices { starts[vertex + 1] += starts[vertex] }
    var (next, edges) = (starts, Array(repeating: 0, count: ends.count))
    for (edge, vertex) in ends.enumerated() {
      edges[next[vertex]] = edge
      next[vertex] += 1
    }
    (self.starts, self.edges) = (starts, edges)
  }

  var indices: Range<Int> { 0..<starts.count - 1 }

  subscript(vertex: Int) -> ArraySlice<Int> { edges[starts[vertex]..<starts[vertex + 1]] }
}
