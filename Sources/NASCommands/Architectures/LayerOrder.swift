/// The places of a graph's nodes: in which layer, and where in it.
///
/// A node stands one layer behind the last that it reads. Edges over several layers get a bend in each, so that
/// they run around boxes instead of through them.
struct LayerOrder {
  /// The points of each layer, side by side; numbers beyond the nodes are bends.
  private(set) var layers: [[Int]] = []
  /// The points that each edge passes, ends included.
  private(set) var ways: [[Int]] = []
  private let nodeCount: Int
  private var links: [(from: Int, to: Int)] = []

  init(nodes: Int, edges: [Drawing.Edge]) {
    nodeCount = nodes
    var depth = Array(repeating: 0, count: nodes)
    for edge in edges.sorted(by: { $0.to < $1.to }) { depth[edge.to] = max(depth[edge.to], depth[edge.from] + 1) }
    layers = Array(repeating: [], count: (depth.max() ?? 0) + 1)
    for node in 0..<nodes { layers[depth[node]].append(node) }
    var bends = nodes
    for edge in edges {
      var way = [edge.from]
      for layer in (depth[edge.from] + 1)..<max(depth[edge.to], depth[edge.from] + 1) {
        layers[layer].append(bends)
        way.append(bends)
        bends += 1
      }
      ways.append(way + [edge.to])
    }
    links = ways.flatMap { way in zip(way, way.dropFirst()).map { ($0, $1) } }
    for _ in 0..<4 { sweep() }
  }

  /// Whether a point is a bend and not a node.
  func isBend(_ point: Int) -> Bool { point >= nodeCount }

  /// Orders every layer by the mean place of its neighbours, first forwards, then backwards.
  private mutating func sweep() {
    for layer in layers.indices.dropFirst() { order(layer, beside: layer - 1) { ($0.to, $0.from) } }
    for layer in layers.indices.dropLast().reversed() { order(layer, beside: layer + 1) { ($0.from, $0.to) } }
  }

  private mutating func order(_ layer: Int, beside fixed: Int, ends: ((from: Int, to: Int)) -> (mine: Int, theirs: Int))
  {
    let places = Dictionary(uniqueKeysWithValues: layers[fixed].enumerated().map { ($1, Double($0)) })
    var sums: [Int: (sum: Double, count: Double)] = [:]
    for link in links {
      let (mine, theirs) = ends(link)
      guard let place = places[theirs] else { continue }
      let old = sums[mine] ?? (0, 0)
      sums[mine] = (old.sum + place, old.count + 1)
    }
    let weights = layers[layer].enumerated().map { place, point in
      sums[point].map { $0.sum / $0.count } ?? Double(place)
    }
    // Ties keep their order, so that a picture does not depend on how sorting treats equals.
    let sorted = layers[layer].indices.sorted { (weights[$0], $0) < (weights[$1], $1) }
    layers[layer] = sorted.map { layers[layer][$0] }
  }
}
