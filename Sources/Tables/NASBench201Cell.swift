/// An architecture of NAS-Bench-201 (Dong and Yang 2020) in the two forms in which tables name it.
package struct NASBench201Cell: Sendable, Equatable {
  /// The operations in the order of the digits.
  package static let operations = ["none", "skip_connect", "nor_conv_1x1", "nor_conv_3x3", "avg_pool_3x3"]
  /// How many architectures there are: five operations on six edges.
  package static let count = 15_625

  /// The operation of each edge, in the order 1-0, 2-0, 2-1, 3-0, 3-1, 3-2 (to-from).
  package let digits: [Int]

  /// The cell of six digits in 0...4, such as `333132`; nil for any other text.
  package init?(key: String) {
    let digits = key.utf8.map { Int($0) - 48 }
    guard digits.count == 6, digits.allSatisfy({ (0..<5).contains($0) }) else { return nil }
    self.digits = digits
  }

  /// The digits read as one number to the base 5: `0..<count`.
  package var index: Int { digits.reduce(0) { $0 * 5 + $1 } }

  /// The digits as text.
  package var key: String { digits.map(String.init).joined() }

  /// The official text, such as `|nor_conv_3x3~0|+|skip_connect~0|none~1|+|...|`.
  package var text: String {
    var edge = 0
    let nodes = (1...3).map { node in
      (0..<node).reduce(into: "|") { text, from in
        text += "\(Self.operations[digits[edge]])~\(from)|"
        edge += 1
      }
    }
    return nodes.joined(separator: "+")
  }
}
