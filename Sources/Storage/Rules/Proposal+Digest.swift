import NASPlugin

extension Proposal {
  /// A number that differs, but for chance, where two proposals differ in any bit.
  ///
  /// It finds mistakes, not malice, and never reaches a file, so a quick mixing of words is enough.
  var digest: UInt64 {
    var digest = UInt64(architecture.tokens.count)
    for token in architecture.tokens { digest = Self.mix(digest, UInt64(UInt32(bitPattern: token))) }
    digest = Self.mix(digest, fidelity.map { $0.amount.bitPattern } ?? 0)
    digest = Self.mix(digest, fidelity.map { UInt64($0.unit.rawValue) + 1 } ?? 0)
    digest = Self.mix(digest, parent.map { $0 &+ 1 } ?? 0)
    return Self.mix(digest, (inherits ? 1 : 0) + (continues ? 2 : 0))
  }

  /// One step of multiply and fold; odd multiplier from the golden ratio.
  private static func mix(_ digest: UInt64, _ word: UInt64) -> UInt64 {
    let product = (digest ^ word) &* 0x9E37_79B9_7F4A_7C15
    return product ^ (product >> 29)
  }
}
