import Foundation
import NASPlugin

/// A made-up benchmark: every architecture of a space with an accuracy that a search can climb.
struct SyntheticTable {
  let space: ForeignSpace

  /// Writes the table, the same on every machine.
  func write(to path: String) throws {
    guard let all = space.enumerable else {
      throw NASError(.unimplemented, "the space cannot number its architectures")
    }
    var random = RandomSource(seed: 1).stream("table")
    let worth = space.decisions.map { $0.options.map { _ in 5 * random.uniform() } }
    var text = "architecture,accuracy\n"
    for index in 0..<all.count {
      let architecture = try all.architecture(at: index)
      let sum = zip(worth, architecture.tokens).reduce(60) { $0 + $1.0[Int($1.1)] }
      text += try "\(space.text(architecture)),\(sum + random.uniform())\n"
    }
    try text.write(toFile: path, atomically: true, encoding: .utf8)
  }
}
