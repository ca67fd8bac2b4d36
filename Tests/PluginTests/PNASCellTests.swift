import NASPlugin
import Testing

@Suite struct PNASCellTests {
  let space: ForeignSpace

  init() throws { space = try CellSpaces.space("pnas-cell") }

  /// O-PN1.
  @Test func countsOrderedBlocks() {
    let decisions = space.decisions
    #expect(decisions.count == 20)
    let blocks = (0..<5).map { decisions[4 * $0..<4 * $0 + 4].reduce(1) { $0 * $1.options.count } }
    #expect(blocks == [256, 576, 1_024, 1_600, 2_304])
    #expect(blocks.reduce(1, *) == 556_627_761_561_600)
  }

  /// O-PN2, and O-PN3's unique candidates for 256 cells; O-PN1 counts those of both orders.
  @Test func growsByUniqueBlocks() throws {
    let growing = try #require(space.progressive)
    var (partial, counts): (Architecture?, [Int]) = (nil, [])
    var random = RandomStream(seed: 3)
    for blocks in 1...5 {
      let larger = try growing.extensions(of: partial)
      counts.append(larger.count)
      #expect(larger.allSatisfy { $0.tokens.count == 4 * blocks })
      if let partial { #expect(larger.allSatisfy { $0.tokens.starts(with: partial.tokens) }) }
      let next = larger[random.index(below: larger.count)]
      #expect(try growing.isComplete(next) == (blocks == 5))
      partial = next
    }
    #expect(counts == [136, 300, 528, 820, 1_176])
    let cumulative = counts.reduce(into: [Int]()) { $0.append(($0.last ?? 1) * $1) }
    #expect(cumulative == [136, 40_800, 21_542_400, 17_664_768_000, 20_773_767_168_000])
    #expect(counts.dropFirst().map { 256 * $0 } == [76_800, 135_168, 209_920, 301_056])
    #expect(try growing.extensions(of: partial).isEmpty)
  }

  @Test func smallestCellsAreAllUnorderedPairs() throws {
    let smallest = try #require(space.progressive).extensions(of: nil)
    let forms = Set(try smallest.map { try space.canonical($0) })
    #expect(forms.count == 136)
    for tokens in everyBlock() {
      guard !forms.contains(try space.canonical(Architecture(tokens))) else { continue }
      Issue.record("\(tokens) is none of the smallest cells")
    }
  }

  private func everyBlock() -> [[Int32]] {
    (0..<256).map { number in
      let fields = [number & 1, number >> 1 & 1, number >> 2 & 7, number >> 5 & 7]
      return fields.map(Int32.init)
    }
  }

  /// O-PN6 and the published mobile and large networks (5.1M, 588M; 86.1M, 25.0B).
  @Test func buildsPNASNet5() throws {
    let cifar = try CellSpaces.cost("pnasnet-5", of: "pnas-cell").cost
    #expect(cifar.params == 3_189_082)
    #expect((Double(cifar.macs) / 1e5).rounded() / 10 == 574.9)
    let mobile = try CellSpaces.cost("pnasnet-5-mobile", of: "pnas-cell", CellSpaces.imageNet).cost
    #expect(abs(Double(mobile.params) / 1e6 - 5.1) < 0.05 && abs(Double(mobile.macs) / 1e6 - 588) < 1)
    let large = try CellSpaces.cost("pnasnet-5-large", of: "pnas-cell", CellSpaces.imageNet331).cost
    #expect(abs(Double(large.params) / 1e6 - 86.1) < 0.05 && abs(Double(large.macs) / 1e9 - 25) < 0.07)
  }

  /// O-PN8: section 6.8.
  @Test(arguments: [
    (
      "pnasnet-5-large", CellSpaces.imageNet331,
      [
        "c1": "540×42×42", "c2": "1080×42×42", "c5": "1080×42×42", "c6": "2160×21×21", "c9": "2160×21×21",
        "c10": "4320×11×11", "c13": "4320×11×11",
      ]
    ),
    (
      "pnasnet-5-mobile", CellSpaces.imageNet,
      [
        "c1": "135×28×28", "c2": "270×28×28", "c4": "270×28×28", "c5": "540×14×14", "c7": "540×14×14",
        "c8": "1080×7×7", "c10": "1080×7×7",
      ]
    ),
  ])
  func hasTheEndpointsOfTheOfficialTests(name: String, task: LearningTask, expected: [String: String]) throws {
    let (network, cost) = try CellSpaces.cost(name, of: "pnas-cell", task)
    for (cell, shape) in expected { #expect(cost.shape(cell + ".out", in: network) == shape, "\(cell)") }
  }

  @Test func smallerCellsAreArchitectures() throws {
    let small = try space.parse("sep_conv_3x3 0 + max_pool_3x3 1")
    #expect(small.tokens == [0, 1, 0, 6])
    #expect(try space.network(for: small, task: .cifar10).cost(for: .cifar10).params > 0)
    var random = RandomStream(seed: 4)
    for _ in 0..<100 {
      let child = try space.drawMutation(of: small, rate: nil, &random).child
      #expect(child.tokens.count == 4 && child != small)
    }
    #expect(try space.sample(&random).tokens.count == 20)
  }

  @Test func describesSmallerCellsByAsManyNumbers() throws {
    let encoding = try #require(space.encoding)
    #expect(encoding.encodingWidth == 2 * (2 + 3 + 4 + 5 + 6) + 10 * 8)
    let small = try encoding.encode(Architecture([0, 1, 0, 6]))
    #expect(small.count == encoding.encodingWidth && small.reduce(0, +) == 4)
    #expect(small[0] == 1 && small[3] == 1 && small[4] == 1 && small[18] == 1)
    var random = RandomStream(seed: 4)
    let whole = try space.sample(&random)
    #expect(try encoding.encode(whole) == space.oneHot(whole))
  }

  @Test(arguments: [
    ("sep_conv_3x3 0 + max_pool_3x3 1, ", "at character 34", "the text ends where an operation is expected"),
    ("sep_conv_3x3 0 ++ max_pool_3x3 1", "at character 17", "'+' stands where an operation is expected"),
    ("sep_conv_3x3 0 + max_pool_5x5 1", "at character 18", "'max_pool_5x5' is no operation"),
    ("sep_conv_3x3 0 + max_pool_3x3 1; x", "at character 32", "';' stands where ',' is expected"),
    ("sep_conv_3x3 0", "at character 15", "the text ends where '+' is expected"),
  ])
  func saysWhereATextIsWrong(text: String, position: String, what: String) throws {
    let error = try #require(throws: NASError.self) { try space.parse(text) }
    #expect(error.message.contains(position) && error.message.contains(what), "\(error)")
  }

  /// With B=2: pairs of blocks on the inputs alone in either order, and second blocks that read the first.
  @Test func joinsIsomorphicCellsAndNoOthers() throws {
    let small = try CellSpaces.space("pnas-cell", [("blocks", .integer(2))])
    var forms: Set<Architecture> = []
    for first in everyBlock() {
      for second in 0..<576 {
        let (states, operations) = (second / 64, second % 64)
        let tokens = first + [states / 3, states % 3, operations / 8, operations % 8].map { Int32($0) }
        forms.insert(try small.canonical(Architecture(tokens)))
      }
    }
    #expect(forms.count == 136 * 137 / 2 + 136 * (300 - 136))
  }
}
