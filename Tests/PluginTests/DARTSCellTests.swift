import NASPlugin
import NASPluginTesting
import Testing

/// The tokens of the edges into each node.
private let nodes: [Range<Int>] = [0..<2, 2..<5, 5..<9, 9..<14, 14..<16, 16..<19, 19..<23, 23..<28]

@Suite struct DARTSCellTests {
  let space: ForeignSpace

  init() throws { space = try CellSpaces.space("darts-cell") }

  /// O-DA1: one operation for each of 14 edges; and, by listing what the mask allows, the discrete cells.
  @Test func countsCells() throws {
    let decisions = space.decisions
    #expect(decisions.count == 28)
    #expect(decisions.prefix(14).reduce(1) { $0 * $1.options.count } == 4_398_046_511_104)
    let names = "none max_pool_3x3 avg_pool_3x3 skip_connect sep_conv_3x3 sep_conv_5x5 dil_conv_3x3 dil_conv_5x5"
    #expect(decisions.allSatisfy { $0.options.joined(separator: " ") == names })
    var cells = 1
    var head: [Int32] = []
    for node in nodes.prefix(4) {
      cells *= try continuations(of: head, to: node.upperBound)
      head += [1, 1] + Array(repeating: 0, count: node.count - 2)
    }
    #expect(cells == 1_037_664_180)
    #expect(abs(Double(cells) * Double(cells) / 1.0767e18 - 1) < 1e-4)
  }

  /// How many ways the masks leave to go on until a length.
  private func continuations(of prefix: [Int32], to length: Int) throws -> Int {
    guard prefix.count < length else { return 1 }
    let mask = try #require(space.masking).mask(after: prefix[...])
    var sum = mask[0] ? try continuations(of: prefix + [0], to: length) : 0
    // All operations go on alike.
    let operations = mask.dropFirst().count { $0 }
    #expect(operations == 0 || operations == 7)
    if operations > 0 { sum += try 7 * continuations(of: prefix + [1], to: length) }
    return sum
  }

  @Test func refusesPrefixesThatNoCellHas() throws {
    let masking = try #require(space.masking)
    for prefix: [Int32] in [[0], [1, 1, 1, 1, 1], [1, 1, 0, 0], [9], [-1, 1], Array(repeating: 1, count: 28)] {
      #expect(throws: NASError.self) { try masking.mask(after: prefix[...]) }
    }
  }

  @Test func samplesUniformly() throws {
    var random = RandomStream(seed: 5)
    let draws = 42_000
    var (kept, operations) = (Array(repeating: 0.0, count: 28), Array(repeating: 0.0, count: 8))
    var pairs: [Int: Double] = [:]
    for _ in 0..<draws {
      let tokens = try space.sample(&random).tokens
      for gene in tokens.indices where tokens[gene] != 0 {
        kept[gene] += 1
        operations[Int(tokens[gene])] += 1
      }
      pairs[(9..<14).reduce(0) { tokens[$1] != 0 ? $0 * 14 + $1 : $0 }, default: 0] += 1
    }
    for node in nodes {
      let share = 2 / Double(node.count)
      for gene in node {
        let deviation = (Double(draws) * share * (1 - share)).squareRoot()
        #expect(abs(kept[gene] - Double(draws) * share) <= 5 * deviation)
      }
    }
    #expect(operations[0] == 0)
    let each = Double(draws * 16) / 7
    #expect(operations.dropFirst().allSatisfy { abs($0 - each) < 5 * each.squareRoot() })
    #expect(pairs.count == 10 && pairs.values.allSatisfy { abs($0 - 4_200) < 5 * 4_200.0.squareRoot() })
  }

  /// O-RN8: just two edges into a node, for any genes; and RLNAS's drawing and repairing is uniform.
  @Test func repairsAnyGenes() throws {
    let repairing = try #require(space.repairing)
    var random = RandomStream(seed: 8)
    var first = Array(repeating: 0.0, count: 8)
    for _ in 0..<20_000 {
      let genes = Architecture((0..<28).map { _ in Int32(random.index(below: 8)) })
      let repaired = try repairing.repair(genes, &random)
      for node in nodes where repaired.tokens[node].count(where: { $0 != 0 }) != 2 {
        Issue.record("\(repaired.tokens) breaks the rule in \(node)")
      }
      for node in nodes {
        let before = genes.tokens[node].count { $0 != 0 }
        let changed = node.count { genes.tokens[$0] != repaired.tokens[$0] }
        if changed != abs(before - 2) { Issue.record("\(changed) genes of \(node) changed for \(before) edges") }
      }
      first[Int(repaired.tokens[9])] += 1
    }
    #expect(abs(first[0] - 12_000) < 5 * 4_800.0.squareRoot())
    let each = 8_000.0 / 7
    #expect(first.dropFirst().allSatisfy { abs($0 - each) < 5 * each.squareRoot() })
    #expect(throws: NASError.self) { try repairing.repair(Architecture([1, 2]), &random) }
    #expect(throws: NASError.self) {
      try repairing.repair(Architecture(Array(repeating: 8, count: 28)), &random)
    }
  }

  @Test func mutatesAnOperationOrMovesAnEdge() throws {
    var random = RandomStream(seed: 9)
    let parent = try space.sample(&random)
    var (replaced, moved, refused) = (0, 0, 0)
    for _ in 0..<16_000 {
      guard let mutation = try space.mutation(of: parent, rate: nil, &random) else {
        refused += 1
        continue
      }
      let changed = (0..<28).filter { mutation.child.tokens[$0] != parent.tokens[$0] }
      if changed.count == 1 {
        replaced += 1
        #expect(mutation.child.tokens[changed[0]] != 0)
      } else {
        moved += 1
        #expect(
          changed.count == 2
            && mutation.child.tokens[changed[0]] + mutation.child.tokens[changed[1]]
              == parent.tokens[changed[0]] + parent.tokens[changed[1]]
        )
      }
    }
    // Moves into the two first nodes cannot be: one in eight draws.
    #expect(abs(refused - 2_000) < 220 && abs(replaced - 8_000) < 320 && abs(moved - 6_000) < 310)
  }

  @Test func mutatesWithARate() throws {
    var random = RandomStream(seed: 10)
    let parent = try space.sample(&random)
    var seen: Set<Int> = []
    for _ in 0..<2_000 {
      guard let child = try space.mutation(of: parent, rate: 0.1, &random)?.child else { continue }
      try space.validate(child)
      #expect(child != parent)
      for gene in 0..<28 where child.tokens[gene] != parent.tokens[gene] { seen.insert(gene) }
    }
    #expect(seen.count == 28)
    #expect(try space.mutation(of: parent, rate: 0, &random) == nil)
  }

  @Test func crossesFromBothParents() throws {
    var random = RandomStream(seed: 10)
    let crossing = try #require(space.crossing)
    let (first, second) = (try space.sample(&random), try space.sample(&random))
    var kept = [0, 0]
    for _ in 0..<1_000 {
      let child = try crossing.cross(first, second, &random)
      try space.validate(child)
      kept[0] += child.tokens[..<2] == first.tokens[..<2] ? 1 : 0
      kept[1] += child.tokens[..<2] == second.tokens[..<2] ? 1 : 0
    }
    #expect(kept.allSatisfy { $0 > 150 && $0 < 650 })
  }

  @Test func writesPairs() throws {
    let v2 = try CellSpaces.published("darts-v2", of: "darts-cell").architecture
    let text = """
      normal: sep_conv_3x3 0, sep_conv_3x3 1, sep_conv_3x3 0, sep_conv_3x3 1, skip_connect 0, sep_conv_3x3 1, \
      skip_connect 0, dil_conv_3x3 2 | reduce: max_pool_3x3 0, max_pool_3x3 1, max_pool_3x3 1, skip_connect 2, \
      max_pool_3x3 0, skip_connect 2, max_pool_3x3 1, skip_connect 2
      """
    #expect(try space.text(v2) == text)
    // The order of a node's two operations does not matter.
    #expect(
      try space.parse(text.replacing("max_pool_3x3 1, skip_connect 2 |", with: "skip_connect 2, max_pool_3x3 1 |"))
        == v2)
    #expect(v2.tokens.prefix(14) == [4, 4, 4, 4, 0, 3, 4, 0, 0, 3, 0, 6, 0, 0])
  }

  @Test func readsWhatTheCodePrints() throws {
    let v2 = try CellSpaces.published("darts-v2", of: "darts-cell").architecture
    let text = """
      Genotype(normal=[('sep_conv_3x3', 0), ('sep_conv_3x3', 1), ('sep_conv_3x3', 0), ('sep_conv_3x3', 1), \
      ('sep_conv_3x3', 1), ('skip_connect', 0), ('skip_connect', 0), ('dil_conv_3x3', 2)], normal_concat=range(2, 6), \
      reduce=[('max_pool_3x3', 0), ('max_pool_3x3', 1), ('skip_connect', 2), ('max_pool_3x3', 1), ('max_pool_3x3', 0), \
      ('skip_connect', 2), ('skip_connect', 2), ('max_pool_3x3', 1)], reduce_concat=range(2, 6))
      """
    #expect(try space.parse(text) == v2)
    #expect(try space.parse(text.replacing("range(2, 6)", with: "[2, 3, 4, 5]")) == v2)
    for (part, other, what) in [
      ("'dil_conv_3x3'", "'sep_conv_7x7'", "'sep_conv_7x7' is no operation"),
      ("range(2, 6)", "range(4, 7)", "'4' stands where '2' is expected"),
      ("('dil_conv_3x3', 2)", "('dil_conv_3x3', 0)", "twice"),
      ("('dil_conv_3x3', 2)]", "('dil_conv_3x3', 2), ('dil_conv_3x3', 2)]", "',' stands where ']' is expected"),
    ] {
      let error = try #require(throws: NASError.self) { try space.parse(text.replacing(part, with: other)) }
      #expect(error.message.contains(what), "\(error)")
    }
    #expect(throws: NASError.self) { try space.parse(text + ".") }
  }

  @Test(arguments: [
    ("normal: sep_conv_3x3 0, sep_conv_3x3 0", "at character 38", "the node reads state 0 twice", "are different"),
    ("normal: none 0", "at character 9", "'none' is no operation", "max_pool_3x3, avg_pool_3x3"),
    ("normal: sep_conv_7x7 0", "at character 9", "'sep_conv_7x7' is no operation", "sep_conv_5x5"),
    ("normal: sep_conv_3x3 2", "at character 22", "'2' is no state", "0 to 1"),
    ("normal: sep_conv_3x3~2", "at character 21", "'~' stands where the number of a state", "the form is normal:"),
    ("reduce: sep_conv_3x3 0", "at character 1", "'r' stands where 'normal:'", "two of each node"),
  ])
  func saysWhereATextIsWrong(text: String, position: String, what: String, hint: String) throws {
    let error = try #require(throws: NASError.self) { try space.parse(text) }
    #expect(error.code == .invalid)
    #expect(error.message.contains(position) && error.message.contains(what), "\(error)")
    #expect(error.hint?.contains(hint) == true, "\(error)")
  }

  @Test func saysWhyTokensAreRefused() throws {
    var random = RandomStream(seed: 3)
    var tokens = try space.sample(&random).tokens
    for gene in 5..<9 { tokens[gene] = 1 }
    let many = try #require(throws: NASError.self) { try space.validate(Architecture(tokens)) }
    #expect(many.message == "4 edges into normal node 4 carry an operation (tokens 5..<9)")
    tokens[20] = 8
    let wrong = try #require(throws: NASError.self) { try space.canonical(Architecture(tokens)) }
    #expect(wrong.message.contains("token 20") && wrong.message.contains("reduce 4<-1) is 8"))
  }
}
