/// A seeded sequence of random numbers (xoshiro256**): same seed, same numbers, on every machine and compiler.
///
/// The standard library's `random(in:using:)` may change its algorithm between versions, so the draws that
/// results depend on (`index(below:)`, `uniform()`, `chance`, `pick`, `shuffle`) are defined here.
/// The state crosses the plugin boundary as four words: a space advances the stream of the strategy that calls it.
public struct RandomStream: RandomNumberGenerator, Sendable, Equatable {
  /// The four words of the generator's state.
  public var words: SIMD4<UInt64>

  /// A stream that continues from a state.
  public init(words: SIMD4<UInt64>) { self.words = words }

  /// A stream whose state is expanded from `seed` by SplitMix64, as the generator's authors advise.
  public init(seed: UInt64) {
    var mixer = SplitMix64(state: seed)
    words = SIMD4(mixer.next(), mixer.next(), mixer.next(), mixer.next())
  }

  /// The next 64 random bits.
  @inlinable
  public mutating func next() -> UInt64 {
    let result = Self.rotate(words.y &* 5, by: 7) &* 9
    let shifted = words.y << 17
    words.z ^= words.x
    words.w ^= words.y
    words.y ^= words.z
    words.x ^= words.w
    words.z ^= shifted
    words.w = Self.rotate(words.w, by: 45)
    return result
  }

  @inlinable
  static func rotate(_ value: UInt64, by count: UInt64) -> UInt64 { (value << count) | (value >> (64 - count)) }
}

extension RandomStream {
  /// A uniform integer in `0..<bound` without bias; `bound` must be positive.
  ///
  /// By multiplication and shift, with rejection (Lemire 2019).
  @inlinable
  public mutating func index(below bound: Int) -> Int {
    precondition(bound > 0, "a random index needs a positive bound")
    let limit = UInt64(bound)
    var (high, low) = next().multipliedFullWidth(by: limit)
    if low < limit {
      let threshold = (0 &- limit) % limit
      while low < threshold { (high, low) = next().multipliedFullWidth(by: limit) }
    }
    return Int(high)
  }

  /// A uniform number in `[0, 1)` with 53 random bits.
  @inlinable
  public mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// True with probability `probability`.
  @inlinable
  public mutating func chance(_ probability: Double) -> Bool { uniform() < probability }

  /// A uniformly chosen element, or nil from an empty collection.
  public mutating func pick<C: RandomAccessCollection>(_ elements: C) -> C.Element? {
    guard !elements.isEmpty else { return nil }
    return elements[elements.index(elements.startIndex, offsetBy: index(below: elements.count))]
  }

  /// Puts the elements into a uniformly random order (Fisher-Yates).
  public mutating func shuffle<C: MutableCollection & RandomAccessCollection>(_ elements: inout C)
  where C.Index == Int {
    guard elements.count > 1 else { return }
    for last in stride(from: elements.count - 1, through: 1, by: -1) {
      elements.swapAt(elements.startIndex + last, elements.startIndex + index(below: last + 1))
    }
  }
}
