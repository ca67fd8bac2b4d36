/// All cells of NAS-Bench-101, up to the names of their vertices: 423,624, those with fewer vertices first.
///
/// One matrix of each class is kept, with its symmetries; a cell's form is that matrix with the least of the operation
/// lists that the symmetries allow. Two cells are isomorphic just when they have one form.
struct ModuleCatalogue {
  /// Made on first use, in some tens of milliseconds.
  static let shared = ModuleCatalogue()

  /// The form of every cell, packed.
  private(set) var cells: [UInt32] = []
  /// For each matrix of a pruned cell whose vertices stand at the front: its class + 1, and how to reach the class's own.
  private var places = Array(repeating: Place(), count: 1 << ModuleGraph.edgeCount)
  private var classes: [Shape] = []

  private struct Place {
    var shape: Int32 = 0
    var toForm = ModulePermutation([1, 2, 3, 4, 5])
  }

  /// A matrix up to the names of its vertices.
  private struct Shape {
    let edges: UInt32
    /// The orders other than the trivial one that leave the matrix as it is.
    var symmetries: [ModulePermutation] = []
  }

  private init() {
    for inner in 0...ModuleGraph.innerCount {
      let known = classes.count
      findShapes(inner: inner)
      for shape in classes[known...] { listCells(shape, inner: inner) }
    }
  }

  /// The form of a pruned cell of at most nine edges.
  func form(of graph: ModuleGraph) -> ModuleGraph {
    let packed = graph.packedForward
    let place = places[Int(packed.edges)]
    let shape = classes[Int(place.shape) - 1]
    return ModuleGraph(edges: shape.edges, operations: least(place.toForm.moved(operations: packed.operations), shape))
  }

  private func least(_ operations: UInt32, _ shape: Shape) -> UInt32 {
    shape.symmetries.reduce(operations) { min($0, $1.moved(operations: operations)) }
  }

  private mutating func findShapes(inner: Int) {
    let orders = ModulePermutation.all(ofFirst: inner)
    for body in 0..<UInt32(1) << ModuleGraph.first(into: inner + 1) {
      guard isAlive(body, inner: inner) else { continue }
      for last in 1..<UInt32(1) << UInt32(inner + 1) {
        let edges = body | last << ModuleGraph.first(into: ModuleGraph.output)
        guard edges.nonzeroBitCount <= ModuleGraph.mostEdges, places[Int(edges)].shape == 0,
          leadsOn(body, last, inner: inner)
        else { continue }
        addShape(edges, orders)
      }
    }
  }

  /// Whether every inner vertex reads one.
  private func isAlive(_ body: UInt32, inner: Int) -> Bool {
    let graph = ModuleGraph(edges: body, operations: 0)
    return inner == 0 || (1...inner).allSatisfy { graph.sources(of: $0) != 0 }
  }

  /// Whether every vertex but the output is read by one.
  private func leadsOn(_ body: UInt32, _ last: UInt32, inner: Int) -> Bool {
    let graph = ModuleGraph(edges: body, operations: 0)
    var read = last
    for vertex in 1..<inner + 1 { read |= graph.sources(of: vertex) }
    return read == 1 << UInt32(inner + 1) - 1
  }

  /// A matrix that none of the known ones can be renamed to: enters it under all its names.
  private mutating func addShape(_ edges: UInt32, _ orders: [ModulePermutation]) {
    var shape = Shape(edges: edges)
    let graph = ModuleGraph(edges: edges, operations: 0)
    for (number, order) in orders.enumerated() {
      guard let moved = order.moved(edges: graph) else { continue }
      if moved == edges && number > 0 { shape.symmetries.append(order) }
      guard places[Int(moved)].shape == 0 else { continue }
      places[Int(moved)] = Place(shape: Int32(classes.count + 1), toForm: order.inverse)
    }
    classes.append(shape)
  }

  private mutating func listCells(_ shape: Shape, inner: Int) {
    let count = (0..<inner).reduce(1) { product, _ in product * 3 }
    for number in 0..<count {
      var (rest, operations) = (number, UInt32(0))
      for vertex in 0..<inner {
        operations |= UInt32(rest % 3) << (2 * UInt32(vertex))
        rest /= 3
      }
      guard least(operations, shape) == operations else { continue }
      cells.append(ModuleGraph(edges: shape.edges, operations: operations).packed)
    }
  }
}
