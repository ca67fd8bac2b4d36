import Foundation

/// A table of all 15,625 architectures of nas-bench-201 with a made-up metric that evolution can climb.
enum SyntheticTable {
  static let operations = ["none", "skip_connect", "nor_conv_1x1", "nor_conv_3x3", "avg_pool_3x3"]
  private static let edges = [(0, 1), (0, 2), (1, 2), (0, 3), (1, 3), (2, 3)]

  /// The CSV text, made once.
  static let text: String = (0..<15_625).reduce(into: "architecture,value,size\n") { text, number in
    let tokens = Self.tokens(number)
    text += "\(name(tokens)),\(value(tokens)),\(number % 97)\n"
  }

  /// The tokens of an architecture by number.
  static func tokens(_ number: Int) -> [Int] {
    var (rest, tokens) = (number, [Int](repeating: 0, count: 6))
    for edge in tokens.indices.reversed() { (tokens[edge], rest) = (rest % 5, rest / 5) }
    return tokens
  }

  /// The text of an architecture, as the benchmark writes it.
  static func name(_ tokens: [Int]) -> String {
    (1...3).map { node in
      let own = zip(edges, tokens).filter { $0.0.1 == node }.map { "\(operations[$0.1])~\($0.0.0)" }
      return "|" + own.joined(separator: "|") + "|"
    }.joined(separator: "+")
  }

  /// A value with a slope, an interaction and some roughness: whole eighths, which every reader of JSON gets right.
  static func value(_ tokens: [Int]) -> Double {
    let weights = [1, 4, 7, 10, 3]
    var sum = tokens.enumerated().reduce(0) { $0 + weights[$1.element] * ($1.offset + 3) }
    if tokens[0] == 1 && tokens[3] == 3 { sum += 40 }
    let rough = tokens.reduce(7) { ($0 * 31 + $1 * 17 + 11) % 1_009 }
    return Double(sum * 50 + rough) / 8
  }
}
