import NASPlugin

/// A cell of NAS-Bench-101 as matrix and operations, written plainly.
struct PlainModule {
  var matrix = Array(repeating: Array(repeating: false, count: 7), count: 7)
  var operations: [Int32] = [0, 0, 0, 0, 0]

  init() {}

  init(_ architecture: Architecture) {
    for target in 1...6 {
      for source in 0..<target { matrix[source][target] = architecture.tokens[target * (target - 1) / 2 + source] == 1 }
    }
    operations = Array(architecture.tokens[21...])
  }

  var architecture: Architecture {
    let edges = (1...6).flatMap { target in (0..<target).map { Int32(matrix[$0][target] ? 1 : 0) } }
    return Architecture(edges + operations)
  }

  func sources(of vertex: Int) -> [Int] { (0..<vertex).filter { matrix[$0][vertex] } }

  /// The cell whose vertex `order[i - 1]` is this one's vertex i; nil where an edge would point backward.
  func renamed(_ order: [Int]) -> PlainModule? {
    let place = [0] + order + [6]
    var result = PlainModule()
    for target in 1...6 {
      for source in sources(of: target) {
        guard place[source] < place[target] else { return nil }
        result.matrix[place[source]][place[target]] = true
      }
    }
    for vertex in 1...5 { result.operations[place[vertex] - 1] = operations[vertex - 1] }
    return result
  }

  /// All labelled cells of exactly so many vertices, every one on a path from input to output, of at most nine edges.
  static func full(size: Int) -> [PlainModule] {
    let places = (1..<size).flatMap { target in (0..<target).map { ($0, target == size - 1 ? 6 : target) } }
    var found: [PlainModule] = []
    for bits in 0..<1 << places.count where bits.nonzeroBitCount <= 9 {
      var module = PlainModule()
      for (bit, (source, target)) in places.enumerated() where bits >> bit & 1 == 1 {
        module.matrix[source][target] = true
      }
      let inner = 1..<size - 1
      let reads = inner.allSatisfy { !module.sources(of: $0).isEmpty } && !module.sources(of: 6).isEmpty
      let isRead = (0..<size - 1).allSatisfy { module.matrix[$0].contains(true) }
      guard reads && isRead else { continue }
      for number in 0..<inner.reduce(1, { product, _ in product * 3 }) {
        var rest = number
        for vertex in inner {
          module.operations[vertex - 1] = Int32(rest % 3)
          rest /= 3
        }
        found.append(module)
      }
    }
    return found
  }
}
