import NASPlugin

/// A seeded order of the numbers below a count that keeps no table of them.
///
/// A Feistel network (Luby & Rackoff, How to Construct Pseudorandom Permutations from Pseudorandom Functions, 1988)
/// over the next even number of bits; what falls outside is permuted again until it falls inside (cycle walking: Black
/// & Rogaway, Ciphers with Arbitrary Finite Domains, 2002), at most four times on average.
struct NumberPermutation {
  // Four rounds are the theorem's; small halves mix less, so there are more.
  private static let rounds = 8

  let count: Int
  private let halfBits: Int
  private let keys: [UInt64]

  /// The order of `0..<count` that the stream's next words select.
  init(count: Int, _ random: inout RandomStream) {
    self.count = count
    let bits = Int.bitWidth - max(0, count - 1).leadingZeroBitCount
    halfBits = max(1, (bits + 1) / 2)
    keys = (0..<Self.rounds).map { _ in random.next() }
  }

  /// The number at a place; `place` must lie in `0..<count`.
  func number(at place: Int) -> Int {
    var number = UInt64(place)
    repeat { number = permuted(number) } while number >= UInt64(count)
    return Int(number)
  }

  private func permuted(_ number: UInt64) -> UInt64 {
    let mask: UInt64 = (1 << UInt64(halfBits)) - 1
    var (left, right) = (number >> UInt64(halfBits) & mask, number & mask)
    for key in keys { (left, right) = (right, left ^ (Self.mixed(right ^ key) & mask)) }
    return left << UInt64(halfBits) | right
  }

  /// The round function: a finalizer in which every bit of the input reaches every bit of the output.
  private static func mixed(_ word: UInt64) -> UInt64 {
    var word = (word ^ (word >> 33)) &* 0xFF51_AFD7_ED55_8CCD
    word = (word ^ (word >> 33)) &* 0xC4CE_B9FE_1A85_EC53
    return word ^ (word >> 33)
  }
}
