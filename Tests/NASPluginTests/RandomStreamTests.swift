import NASPlugin
import Testing

@Suite struct RandomStreamTests {
  /// The first outputs that the authors' C code gives for the state 1, 2, 3, 4.
  @Test func isXoshiro256StarStar() {
    var stream = RandomStream(words: SIMD4(1, 2, 3, 4))
    let expected: [UInt64] = [
      11_520, 0, 1_509_978_240, 1_215_971_899_390_074_240, 1_216_172_134_540_287_360, 607_988_272_756_665_600,
      16_172_922_978_634_559_625, 8_476_171_486_693_032_832, 10_595_114_339_597_558_777, 2_904_607_092_377_533_576,
    ]
    #expect(expected.map { _ in stream.next() } == expected)
  }

  /// The published sequence of SplitMix64 for 1234567 is what fills the state.
  @Test func seedsBySplitMix64() {
    #expect(
      RandomStream(seed: 1_234_567).words
        == SIMD4(
          6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423, 4_593_380_528_125_082_431))
    #expect(RandomStream(seed: 0).words.x == 0xE220_A839_7B1D_CDAF)
    var stream = RandomStream(seed: 42)
    #expect(stream.next() == 0x1578_0B2E_0C2E_C716)
    for _ in 0..<999 { _ = stream.next() }
    #expect(stream.next() == 0x0F50_28C2_8F57_71B2)
  }

  @Test(arguments: [1, 2, 3, 7, 10, 1_000])
  func indicesAreUniform(bound: Int) {
    var stream = RandomStream(seed: UInt64(bound))
    var counts = Array(repeating: 0.0, count: bound)
    let draws = 200 * bound + 20_000
    for _ in 0..<draws { counts[stream.index(below: bound)] += 1 }
    let expected = Double(draws) / Double(bound)
    let chiSquare = counts.reduce(0) { $0 + ($1 - expected) * ($1 - expected) / expected }
    let freedom = Double(bound - 1)
    #expect(abs(chiSquare - freedom) <= 5 * (2 * freedom).squareRoot())
  }

  /// Multiplying without rejecting would favour small indices by half here.
  @Test func largeBoundsAreNotBiased() {
    var stream = RandomStream(seed: 5)
    let bound = Int.max / 2 + Int.max / 4
    let low = (0..<20_000).count { _ in stream.index(below: bound) < bound / 2 }
    #expect(abs(low - 10_000) < 360)
  }

  @Test func uniformNumbersFillTheInterval() {
    var stream = RandomStream(seed: 6)
    let numbers = (0..<100_000).map { _ in stream.uniform() }
    #expect(numbers.allSatisfy { $0 >= 0 && $0 < 1 })
    let mean = numbers.reduce(0, +) / 100_000
    #expect(abs(mean - 0.5) < 0.0046)
    let hits = (0..<100_000).count { _ in stream.chance(0.3) }
    #expect(abs(hits - 30_000) < 725)
    #expect(!stream.chance(0) && stream.chance(1))
  }

  @Test func shufflesAreUniform() {
    var stream = RandomStream(seed: 8)
    var counts: [[Int]: Int] = [:]
    for _ in 0..<24_000 {
      var items = [0, 1, 2, 3]
      stream.shuffle(&items)
      counts[items, default: 0] += 1
    }
    #expect(counts.count == 24 && counts.values.allSatisfy { abs($0 - 1_000) < 160 })
    var slice = [9, 1, 2, 3, 9][1...3]
    stream.shuffle(&slice)
    #expect(slice.sorted() == [1, 2, 3] && slice.startIndex == 1)
  }

  @Test func picksFromAnyCollection() {
    var stream = RandomStream(seed: 9)
    #expect(stream.pick([Int]()) == nil)
    #expect(Set((0..<100).compactMap { _ in stream.pick(5...7) }) == [5, 6, 7])
  }
}
