import NASPlugin

/// Which cells of NAS-Bench-201 count as one.
enum CellIdentity: String, OptionChoice {
  /// Cells that compute the same function of input and weights: 5,260 classes.
  ///
  /// Edges without effect are ignored, skips are followed, sums are flattened, and convolutions may change names; two
  /// reads of one convolution stay different from two convolutions. A convolution of nothing counts as nothing,
  /// although the shift of its batch norm could learn a constant.
  case sound
  /// Cells whose official unique string, which follows skips and `none`, is the same: 6,466 classes.
  ///
  /// It counts some equal cells twice, and takes one shared convolution for two.
  case benchmark
  /// The official unique string that follows skips only: 12,751 classes.
  case benchmarkSkips = "benchmark-skips"

  /// For each number of an architecture, the least number of its class; made on first use.
  var representatives: [Int32] {
    switch self {
    case .sound: Self.soundOnes
    case .benchmark: Self.benchmarkOnes
    case .benchmarkSkips: Self.skipOnes
    }
  }

  private static let soundOnes = least { CellGraph(NASBench201.numbered($0)).form }
  private static let benchmarkOnes = least { uniqueString(NASBench201.numbered($0), followsNone: true) }
  private static let skipOnes = least { uniqueString(NASBench201.numbered($0), followsNone: false) }

  private static func least<Form: Hashable>(_ form: (Int) -> Form) -> [Int32] {
    var first: [Form: Int32] = [:]
    return (0..<15_625).map { number in
      let form = form(number)
      if let known = first[form] { return known }
      first[form] = Int32(number)
      return Int32(number)
    }
  }

  /// The string by which the benchmark's authors count unique cells.
  ///
  /// Each node is the expressions of its edges, sorted and joined. `none` makes an expression `#`, and so does an
  /// operation on a node that is `#` and nothing else.
  private static func uniqueString(_ architecture: Architecture, followsNone: Bool) -> String {
    var nodes = ["0"]
    for target in 1...3 {
      let terms = (0..<target).map { source -> String in
        let operation = CellOperation.allCases[Int(architecture.tokens[CellEdge.first(into: target) + source])]
        if followsNone && (operation == .none || nodes[source] == "#") { return "#" }
        return operation == .skip ? nodes[source] : "(\(nodes[source]))@\(operation.name)"
      }
      nodes.append(terms.sorted().joined(separator: "+"))
    }
    return nodes[3]
  }
}
