/// The operations on an edge of the cell; the raw value is the token, in the order of the benchmark.
enum CellOperation: Int32, CaseIterable {
  case none
  case skip
  case conv1
  case conv3
  case pool

  /// The name in the official string.
  var name: String {
    switch self {
    case .none: "none"
    case .skip: "skip_connect"
    case .conv1: "nor_conv_1x1"
    case .conv3: "nor_conv_3x3"
    case .pool: "avg_pool_3x3"
    }
  }

  /// The side of the kernel of a convolution; nil for what has no weights.
  var kernel: Int? {
    switch self {
    case .conv1: 1
    case .conv3: 3
    default: nil
    }
  }

  /// The operation with a name.
  init?(name: some StringProtocol) {
    guard let found = CellOperation.allCases.first(where: { $0.name == name }) else { return nil }
    self = found
  }
}

/// An edge of the cell, from an earlier node to a later one.
struct CellEdge {
  let source: Int
  let target: Int

  /// The six edges in the order of the official string, which is the order of the tokens.
  static let all = [(0, 1), (0, 2), (1, 2), (0, 3), (1, 3), (2, 3)].map { CellEdge(source: $0.0, target: $0.1) }

  /// What the ids of its nodes begin with: short, for ids of up to 15 bytes cost no allocation.
  var tag: String { "e\(source)\(target)" }

  /// The edges into a node are `first(into:) ..< first(into:) + node`, since node *n* reads all *n* before it.
  static func first(into node: Int) -> Int { node * (node - 1) / 2 }
}
