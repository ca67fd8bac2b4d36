/// A seed from which independent streams are split by name.
///
/// A stream depends on the seed and its name alone, never on how often others drew:
/// adding a draw in one place moves no result in another.
public struct RandomSource: Sendable, Equatable {
  /// The seed that all streams of this source derive from.
  public let seed: UInt64

  /// A source with a seed.
  public init(seed: UInt64) { self.seed = seed }

  /// The stream of that name.
  public func stream(_ name: String) -> RandomStream { RandomStream(seed: source(name).seed) }

  /// The stream of that name and number, such as a trial or an epoch.
  public func stream(_ name: String, _ number: UInt64) -> RandomStream { source(name).source(number).anonymous }

  /// A source below this one, for a part that splits streams of its own.
  public func source(_ name: String) -> RandomSource {
    // FNV-1a over the name, then mixed with the seed so that near seeds and near names lie far apart.
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    return source(hash)
  }

  /// A source below this one, told apart by a number.
  public func source(_ number: UInt64) -> RandomSource {
    var outer = SplitMix64(state: seed)
    var inner = SplitMix64(state: outer.next() ^ number)
    return RandomSource(seed: inner.next())
  }

  private var anonymous: RandomStream { RandomStream(seed: seed) }
}
