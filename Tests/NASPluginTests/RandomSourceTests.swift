import NASPlugin
import Testing

@Suite struct RandomSourceTests {
  @Test func streamsDependOnSeedAndNameAlone() {
    let source = RandomSource(seed: 3)
    var drawn = source.stream("a")
    for _ in 0..<10 { _ = drawn.next() }
    #expect(source.stream("a") == RandomSource(seed: 3).stream("a"))
    #expect(source.stream("a") != source.stream("b"))
    #expect(source.stream("a") != RandomSource(seed: 4).stream("a"))
    #expect(source.stream("a", 1) != source.stream("a", 2))
    #expect(source.stream("a", 1) != source.stream("a"))
  }

  /// The split is part of what makes a study repeatable: it may never change.
  @Test func splitsAreFixed() {
    #expect(RandomSource(seed: 1).stream("evolution").words.x == 0xB074_F15F_9590_D3A2)
    #expect(RandomSource(seed: 1).source(7).seed == 0x7716_DA39_CBA2_75B2)
  }

  @Test func nearNamesAndSeedsLieFarApart() {
    var seeds: Set<UInt64> = []
    for seed in 0..<100 {
      for name in 0..<100 { seeds.insert(RandomSource(seed: UInt64(seed)).source("trial\(name)").seed) }
      for number in 0..<100 { seeds.insert(RandomSource(seed: UInt64(seed)).source(UInt64(number)).seed) }
    }
    #expect(seeds.count == 20_000)
    let ones = seeds.reduce(0) { $0 + $1.nonzeroBitCount }
    let mean = Double(ones) / 20_000
    #expect(abs(mean - 32) < 0.15)
  }

  @Test func streamsAreIndependent() {
    let source = RandomSource(seed: 11)
    var (first, second) = (source.stream("first"), source.stream("second"))
    let products = (0..<50_000).map { _ in (first.uniform() - 0.5) * (second.uniform() - 0.5) }
    let correlation: Double = 12 * products.reduce(0, +) / 50_000
    #expect(abs(correlation) < 5 / 223.6)
  }
}
