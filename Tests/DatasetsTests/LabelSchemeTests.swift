import Datasets
import NASPlugin
import Testing

struct LabelSchemeTests {
  let images: ImageSet
  let source = RandomSource(seed: 3)

  init() throws {
    images = try Synthetic.images(5000, shape: ImageShape(channels: 1, height: 1, width: 1), classes: 5) { _, _ in 0 }
  }

  @Test func givenAreThoseOfTheSet() {
    #expect(LabelScheme.given.labels(of: images, source: source) == (0..<5000).map { Int64($0 % 5) })
  }

  @Test(arguments: [LabelScheme.random, .shuffled])
  func areRepeatableAndSayNothing(scheme: LabelScheme) {
    let labels = scheme.labels(of: images, source: source)
    #expect(labels == scheme.labels(of: images, source: source))
    #expect(labels != scheme.labels(of: images, source: RandomSource(seed: 4)))
    let agreeing = labels.indices.count { labels[$0] == Int64($0 % 5) }
    #expect((900...1100).contains(agreeing))
  }

  @Test func randomOnesMayHaveMoreClassesThanTheSet() {
    let labels = LabelScheme.random.labels(of: images, classes: 50, source: source)
    #expect(Set(labels) == Set(0..<50))
    #expect(Set(LabelScheme.shuffled.labels(of: images, classes: 50, source: source)) == Set(0..<5))
  }

  @Test func areNamedAsRecipesNameThem() {
    #expect(LabelScheme.allCases.map(\.rawValue) == ["true", "random", "shuffled"])
  }

  @Test func randomIsUniformAndShuffledKeepsTheCounts() {
    func counts(_ scheme: LabelScheme) -> [Int] {
      let labels = scheme.labels(of: images, source: source)
      return (0..<5).map { label in labels.count { $0 == Int64(label) } }
    }
    #expect(counts(.shuffled) == [1000, 1000, 1000, 1000, 1000])
    // Chi-square with 4 degrees of freedom: 18.5 is passed once in a thousand seeds.
    #expect(counts(.random).reduce(0.0) { $0 + Double(($1 - 1000) * ($1 - 1000)) / 1000 } < 18.5)
    #expect(counts(.random).reduce(0, +) == 5000)
  }
}
