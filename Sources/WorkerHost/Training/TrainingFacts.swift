import Crypto
import Foundation
import NASPlugin

/// Everything that decides what a training comes to, as one digest: the name of its checkpoint.
struct TrainingFacts {
  private var hash = SHA256()

  init(_ network: Network, _ recipe: Recipe, seeds: [UInt64]) {
    network.encoded().withUnsafeBytes { hash.update(bufferPointer: $0) }
    for (path, value) in recipe.values { add("\(path)=\(value)") }
    for seed in seeds { add("\(seed)") }
  }

  /// Adds texts; each is set off from the next.
  mutating func add(_ texts: String...) {
    for text in texts { hash.update(data: Data((text + "\n").utf8)) }
  }

  /// The digest of all, in hexadecimal digits.
  var digest: String { Self.text(hash.finalize()) }

  /// The digest of a file.
  static func digest(_ path: String) throws -> String {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw NASError(.missing, "cannot read the weights '\(path)'", hint: "check that it is there")
    }
    return text(SHA256.hash(data: data))
  }

  private static func text(_ digest: SHA256.Digest) -> String {
    digest.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }
}
