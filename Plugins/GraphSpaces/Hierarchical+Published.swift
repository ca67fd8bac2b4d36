import NASPlugin

extension Hierarchical {
  /// The cell of the paper's figure, in the reading of NASLib; the flat variant has none.
  var published: [PublishedArchitecture] {
    guard variant == .hierarchical else { return [] }
    let cell: [Int32] = [5, 3, 3, 3, 1, 3, 4, 5, 5, 5]
    let tokens = Self.figureMotifs.flatMap { $0.map(\.rawValue) } + cell
    return [
      PublishedArchitecture(
        "hierarchical-evolved", Architecture(tokens), settings: ["channels=64", "cells=2"],
        source: "Liu et al. 2018, figure of the evolved cell as NASLib reads it; the edge 1→2 of m5 is not certain")
    ]
  }

  /// Columns: into node 2, into node 3, into node 4.
  private static let figureMotifs: [[Primitive]] = [
    [.maxPool, .conv1, .depthwise, .separable, .conv1, .maxPool],
    [.maxPool, .depthwise, .depthwise, .conv1, .separable, .separable],
    [.separable, .depthwise, .separable, .separable, .identity, .avgPool],
    [.avgPool, .separable, .separable, .identity, .maxPool, .avgPool],
    [.identity, .separable, .identity, .separable, .identity, .separable],
    [.depthwise, .maxPool, .maxPool, .separable, .identity, .avgPool],
  ]
}
