/// A NAS-Bench-101 cell in 31 bits: the upper triangle of its matrix, and two bits for the operation of each inner vertex.
///
/// Vertex 0 is the input and vertex 6 the output, whatever stands between. The edge x→y is bit y(y−1)/2 + x, so the
/// sources of a vertex are neighbouring bits, and a token is a bit.
struct ModuleGraph: Equatable {
  static let edgeCount = 21
  static let innerCount = 5
  static let output = 6
  /// Cells of the benchmark have no more edges.
  static let mostEdges = 9

  var edges: UInt32 = 0
  var operations: UInt32 = 0

  init(edges: UInt32, operations: UInt32) { (self.edges, self.operations) = (edges, operations) }

  init(packed: UInt32) {
    (edges, operations) = (packed & (1 << UInt32(Self.edgeCount) - 1), packed >> UInt32(Self.edgeCount))
  }

  var packed: UInt32 { edges | operations << UInt32(Self.edgeCount) }

  /// The first of the bits of the edges into a vertex.
  @inline(__always)
  static func first(into vertex: Int) -> UInt32 { UInt32(truncatingIfNeeded: vertex &* (vertex &- 1) / 2) }

  /// The vertices that a vertex reads, as a set of bits.
  @inline(__always)
  func sources(of vertex: Int) -> UInt32 {
    edges >> Self.first(into: vertex) & ((1 << UInt32(truncatingIfNeeded: vertex)) &- 1)
  }

  /// The operation of an inner vertex, 1 to 5.
  @inline(__always)
  func operation(of vertex: Int) -> UInt32 { operations >> (2 &* UInt32(truncatingIfNeeded: vertex &- 1)) & 3 }

  /// The vertices on some path from the input to the output, as bits; 0 where there is no path.
  var live: UInt32 {
    var reached: UInt32 = 1
    for vertex in 1...Self.output where sources(of: vertex) & reached != 0 { reached |= 1 << UInt32(vertex) }
    guard reached >> UInt32(Self.output) == 1 else { return 0 }
    var needed: UInt32 = 1 << UInt32(Self.output)
    for vertex in (1...Self.output).reversed() where needed >> UInt32(vertex) & 1 == 1 {
      needed |= sources(of: vertex)
    }
    return reached & needed
  }

  /// The cell without the vertices that are on no path from input to output, each remaining one where it was; nil where
  /// there is no path.
  var pruned: ModuleGraph? {
    let live = self.live
    guard live != 0 else { return nil }
    var result = ModuleGraph(edges: 0, operations: 0)
    for vertex in 1...Self.output where live >> UInt32(vertex) & 1 == 1 {
      result.edges |= (sources(of: vertex) & live) << Self.first(into: vertex)
      guard vertex < Self.output else { break }
      result.operations |= operation(of: vertex) << (2 * UInt32(vertex - 1))
    }
    return result
  }

  /// A pruned cell whose inner vertices move to the front, in order.
  var packedForward: ModuleGraph {
    var kept: UInt32 = 1
    for vertex in 1...Self.innerCount where sources(of: vertex) != 0 { kept |= 1 << UInt32(vertex) }
    // Where the kept vertices already stand at the front there is nothing to do.
    guard kept & (kept &+ 1) != 0 else { return self }
    var result = ModuleGraph(edges: 0, operations: 0)
    var place = 0
    for vertex in 1...Self.innerCount where kept >> UInt32(vertex) & 1 == 1 {
      place += 1
      result.edges |= Self.squeezed(sources(of: vertex), kept) << Self.first(into: place)
      result.operations |= operation(of: vertex) << (2 * UInt32(place - 1))
    }
    result.edges |= Self.squeezed(sources(of: Self.output), kept) << Self.first(into: Self.output)
    return result
  }

  /// The bits of a set at the places that are kept, moved together.
  private static func squeezed(_ set: UInt32, _ kept: UInt32) -> UInt32 {
    var (result, place): (UInt32, UInt32) = (0, 0)
    for vertex in 0...UInt32(innerCount) where kept >> vertex & 1 == 1 {
      result |= (set >> vertex & 1) << place
      place += 1
    }
    return result
  }
}
