import NASPlugin
import Testing

/// A genome of large-scale evolution read from its tokens, by nothing but the declared layout.
struct PlainGenome {
  struct Vertex {
    var id: Int32
    var flags: Int32
    var isBNRelu: Bool { flags & 1 == 1 }
  }

  struct Edge {
    var id: Int32
    var from: Int32
    var to: Int32
    var precedence: Int32
    /// Depth factor, half width, half height, stride scale; nil for the identity.
    var convolution: (factor: Float, halfWidth: Int32, halfHeight: Int32, strideScale: Int32)?
  }

  var learningRate = 0.0
  var vertices: [Vertex] = []
  var edges: [Edge] = []

  init(_ architecture: Architecture) {
    var tokens = architecture.tokens[...]
    let low = UInt64(UInt32(bitPattern: tokens.removeFirst()))
    learningRate = Double(bitPattern: UInt64(UInt32(bitPattern: tokens.removeFirst())) << 32 | low)
    tokens.removeFirst()
    for _ in 0..<tokens.removeFirst() { vertices.append(Vertex(id: tokens.removeFirst(), flags: tokens.removeFirst())) }
    for _ in 0..<tokens.removeFirst() {
      var edge = Edge(
        id: tokens.removeFirst(), from: tokens.removeFirst(), to: tokens.removeFirst(), precedence: tokens.removeFirst()
      )
      tokens.removeFirst()
      if tokens.removeFirst() == 1 {
        edge.convolution = (
          Float(bitPattern: UInt32(bitPattern: tokens.removeFirst())), tokens.removeFirst(), tokens.removeFirst(),
          tokens.removeFirst()
        )
      }
      edges.append(edge)
    }
  }

  var convolutions: [Edge] { edges.filter { $0.convolution != nil } }

  /// Vertices that can be reached along the edges, or against them.
  private func reached(from start: Int32, forward: Bool) -> Set<Int32> {
    let next = neighbours(forward: forward)
    var (found, open): (Set<Int32>, [Int32]) = ([start], [start])
    while let vertex = open.popLast() {
      for other in next[vertex, default: []] where found.insert(other).inserted { open.append(other) }
    }
    return found
  }

  private func neighbours(forward: Bool) -> [Int32: [Int32]] {
    edges.reduce(into: [:]) { next, edge in
      next[forward ? edge.from : edge.to, default: []].append(forward ? edge.to : edge.from)
    }
  }

  var allLieBetweenImageAndOutput: Bool {
    let all = Set(vertices.map(\.id))
    return reached(from: 0, forward: true) == all && reached(from: 1, forward: false) == all
  }

  var isAcyclic: Bool {
    let next = neighbours(forward: true)
    var missing: [Int32: Int] = [:]
    for edge in edges { missing[edge.to, default: 0] += 1 }
    var open = vertices.map(\.id).filter { missing[$0] == nil }
    var count = 0
    while let vertex = open.popLast() {
      count += 1
      for other in next[vertex, default: []] {
        missing[other, default: 0] -= 1
        if missing[other] == 0 { open.append(other) }
      }
    }
    return count == vertices.count
  }

  var hasNoDoubleEdges: Bool { Set(edges.map { [$0.from, $0.to] }).count == edges.count }
  var hasNoDoubleIDs: Bool { Set(vertices.map(\.id) + edges.map(\.id)).count == vertices.count + edges.count }
}
