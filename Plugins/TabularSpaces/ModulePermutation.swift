/// An order of the five inner vertices of a NAS-Bench-101 cell: `place(v)` is where vertex *v* goes.
struct ModulePermutation {
  /// Four bits a vertex, the input and the output included, which stay.
  private let places: UInt32

  init(_ inner: [Int]) {
    places = inner.enumerated().reduce(6 << 24) { $0 | UInt32($1.element) << (4 * UInt32($1.offset + 1)) }
  }

  @inline(__always)
  func place(_ vertex: Int) -> Int { Int(places >> (4 &* UInt32(truncatingIfNeeded: vertex)) & 15) }

  /// The edges with their vertices moved; nil where one would point backward.
  func moved(edges graph: ModuleGraph) -> UInt32? {
    var result: UInt32 = 0
    for vertex in 1...ModuleGraph.output {
      let (sources, target) = (graph.sources(of: vertex), place(vertex))
      for source in 0..<vertex where sources >> UInt32(source) & 1 == 1 {
        guard place(source) < target else { return nil }
        result |= 1 << (ModuleGraph.first(into: target) + UInt32(place(source)))
      }
    }
    return result
  }

  /// The operations with their vertices moved.
  @inline(__always)
  func moved(operations: UInt32) -> UInt32 {
    var result: UInt32 = 0
    for vertex in 1...ModuleGraph.innerCount {
      let operation = operations >> (2 &* UInt32(truncatingIfNeeded: vertex &- 1)) & 3
      result |= operation << (2 &* UInt32(truncatingIfNeeded: place(vertex) &- 1))
    }
    return result
  }

  /// The order that undoes this one.
  var inverse: ModulePermutation {
    var inner = Array(repeating: 0, count: ModuleGraph.innerCount)
    for vertex in 1...ModuleGraph.innerCount { inner[place(vertex) - 1] = vertex }
    return ModulePermutation(inner)
  }

  /// All orders of the first `count` inner vertices; the others stay.
  ///
  /// The first is the one that moves nothing.
  static func all(ofFirst count: Int) -> [ModulePermutation] {
    let rest = Array(count + 1..<ModuleGraph.innerCount + 1)
    return orders(of: Array(1..<count + 1)).map { ModulePermutation($0 + rest) }
  }

  private static func orders(of items: [Int]) -> [[Int]] {
    guard items.count > 1 else { return [items] }
    return items.indices.flatMap { chosen in
      var rest = items
      let first = rest.remove(at: chosen)
      return orders(of: rest).map { [first] + $0 }
    }
  }
}
