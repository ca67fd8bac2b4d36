import Datasets
import NASPlugin
import Testing

struct SplitTests {
  let source = RandomSource(seed: 7)

  @Test func isDisjointAndRepeatable() throws {
    let split = try Split.make(count: 100, train: .count(60), validation: .count(40), source: source)
    #expect(split.train.count == 60 && split.validation.count == 40)
    #expect(Set(split.train + split.validation) == Set(0..<100))
    #expect(try Split.make(count: 100, train: .count(60), validation: .count(40), source: source) == split)
    let other = try Split.make(count: 100, train: .count(60), validation: .count(40), source: RandomSource(seed: 8))
    #expect(other != split)
  }

  @Test func validationDoesNotDependOnHowManyTrain() throws {
    let few = try Split.make(count: 100, train: .count(5), validation: .count(20), source: source)
    let many = try Split.make(count: 100, train: .count(80), validation: .count(20), source: source)
    #expect(few.validation == many.validation)
    #expect(Array(many.train.prefix(5)) == few.train)
  }

  @Test func takesShares() throws {
    let split = try Split.make(count: 100, train: .fraction(0.29), validation: .fraction(0.71), source: source)
    #expect(split.train.count == 29 && split.validation.count == 71)
    let odd = try Split.make(count: 7, train: .fraction(0.5), validation: .fraction(0.5), source: source)
    #expect(odd.train.count == 3 && odd.validation.count == 3)
    #expect(try Split.make(count: 7, train: .fraction(1), validation: .count(0), source: source).train.count == 7)
  }

  @Test func refusesMoreThanThereIs() {
    expectRefusal("60 training", "50 validation", "110", "only 100") {
      _ = try Split.make(count: 100, train: .count(60), validation: .count(50), source: source)
    }
    expectRefusal("data.train", "101", "only 100") {
      _ = try Split.make(count: 100, train: .count(101), validation: .count(0), source: source)
    }
    expectRefusal("data.validation", "-1") {
      _ = try Split.make(count: 100, train: .count(1), validation: .count(-1), source: source)
    }
    for share in [-0.1, 1.1, .nan, .infinity] {
      expectRefusal("share") {
        _ = try Split.make(count: 9, train: .fraction(share), validation: .count(0), source: source)
      }
    }
  }

  @Test func stratifiedKeepsProportions() throws {
    // 10, 20 and 70 of three classes.
    let labels = (0..<100).map { UInt16($0 < 10 ? 0 : $0 < 30 ? 1 : 2) }
    let split = try Split.make(
      count: 100, train: .count(50), validation: .count(30), stratifiedBy: labels, source: source)
    func counts(_ indices: [Int]) -> [Int] { (0..<3).map { label in indices.count { labels[$0] == label } } }
    #expect(counts(split.train) == [5, 10, 35])
    #expect(counts(split.validation) == [3, 6, 21])
    #expect(Set(split.train).isDisjoint(with: split.validation))
    #expect(split.train != split.train.sorted())
  }

  @Test func stratifiedHasTheAskedSizesWhateverTheRounding() throws {
    let labels = (0..<23).map { UInt16($0 % 4 == 0 ? 3 : $0 % 3) }
    for train in 0...23 {
      for validation in 0...(23 - train) {
        let split = try Split.make(
          count: 23, train: .count(train), validation: .count(validation), stratifiedBy: labels, source: source)
        #expect(split.train.count == train && split.validation.count == validation)
        #expect(Set(split.train + split.validation).count == train + validation)
      }
    }
    expectRefusal("2 labels") {
      _ = try Split.make(count: 3, train: .count(1), validation: .count(1), stratifiedBy: [0, 1], source: source)
    }
  }
}
