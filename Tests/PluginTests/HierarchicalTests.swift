import NASPlugin
import NASPluginTesting
import Testing

extension BuiltPlugins {
  static func hierarchical(
    _ variant: String = "hierarchical", channels: Int = 16, cells: Int = 1, merge: String = "concat",
    initialMutations: Int = 1_000
  ) throws -> ForeignSpace {
    try graphSpaces.get().space(
      "hierarchical",
      options: [
        ("variant", .text(variant)), ("channels", .integer(channels)), ("cells", .integer(cells)),
        ("merge", .text(merge)), ("initial_mutations", .integer(initialMutations)),
      ])
  }
}

@Suite struct HierarchicalTests {
  let space: ForeignSpace

  init() throws { space = try BuiltPlugins.hierarchical() }

  @Test(arguments: ["hierarchical", "flat"], ["concat", "sum"])
  func keepsEveryPromise(variant: String, merge: String) throws {
    let space = try BuiltPlugins.hierarchical(variant, channels: 8, merge: merge)
    let tasks = [LearningTask.cifar10, LearningTask(channels: 1, height: 27, width: 28, classes: 4)]
    #expect(checkSpace(space, tasks: tasks) == [])
  }

  /// O-HI1: 46 edges of seven labels, 55 in the flat variant.
  @Test func hasTheEdgesOfThePaper() throws {
    let decisions = space.decisions
    #expect(decisions.count == 46 && decisions.allSatisfy { $0.options.count == 7 })
    #expect(
      decisions.count { $0.vocabulary == "primitive" } == 36 && decisions.count { $0.vocabulary == "motif" } == 10)
    #expect(decisions.prefix(6).map(\.name) == ["m1 1→2", "m1 1→3", "m1 2→3", "m1 1→4", "m1 2→4", "m1 3→4"])
    #expect(decisions[0].options == ["none", "conv1x1", "dw3x3", "sep3x3", "max3x3", "avg3x3", "id"])
    #expect(decisions[45].name == "cell 4→5" && decisions[45].options == ["none", "m1", "m2", "m3", "m4", "m5", "m6"])
    var count = "1"
    for _ in decisions { count = timesSeven(count) }
    #expect(count == "749048330965186233494494102694564493649")
    #expect(try BuiltPlugins.hierarchical("flat").decisions.count == 55)
  }

  private func timesSeven(_ digits: String) -> String {
    var (result, carry) = ("", 0)
    for digit in digits.reversed() {
      let product = 7 * (digit.wholeNumberValue ?? 0) + carry
      result = "\(product % 10)" + result
      carry = product / 10
    }
    return carry > 0 ? "\(carry)" + result : result
  }

  /// O-HI2, with the chance of each entry: level, motif, successor and predecessor are uniform one after another.
  @Test func oneMutationChangesOneEntry() throws {
    var random = RandomStream(seed: 2)
    let parent = try space.sample(&random)
    let draws = 60_000
    var counts = Array(repeating: 0, count: 46)
    var labels = Array(repeating: 0, count: 7)
    for _ in 0..<draws {
      guard let mutation = try space.mutation(of: parent, rate: nil, &random) else { continue }
      let changed = (0..<46).filter { parent.tokens[$0] != mutation.child.tokens[$0] }
      try #require(changed.count == 1)
      counts[changed[0]] += 1
      labels[Int(mutation.child.tokens[changed[0]])] += 1
    }
    // The redraw is equal to the old label once in seven.
    let total = Double(counts.reduce(0, +))
    #expect(abs(total - Double(draws) * 6 / 7) < 5 * (Double(draws) * 6 / 49).squareRoot())
    for (place, count) in counts.enumerated() {
      let expected = Double(draws) * 6 / 7 * chances[place]
      #expect(abs(Double(count) - expected) < 5 * expected.squareRoot(), "entry \(place)")
    }
    #expect(labels.allSatisfy { $0 > 5_000 })
  }

  /// The chance of each of the 46 entries to be met by a mutation.
  private var chances: [Double] {
    let predecessors: [Double] = [1, 2, 2, 3, 3, 3, 4, 4, 4, 4]
    let motif: [Double] = predecessors.prefix(6).map { 1 / (2 * 6 * 3 * $0) }
    let cell: [Double] = predecessors.map { 1 / (2 * 4 * $0) }
    return Array(repeating: motif, count: 6).flatMap { $0 } + cell
  }

  @Test func theFlatVariantMutatesItsOneGraph() throws {
    let flat = try BuiltPlugins.hierarchical("flat")
    var random = RandomStream(seed: 3)
    let parent = try flat.sample(&random)
    var counts = Array(repeating: 0, count: 55)
    for _ in 0..<40_000 {
      guard let child = try flat.mutation(of: parent, rate: nil, &random)?.child else { continue }
      counts[(0..<55).first { child.tokens[$0] != parent.tokens[$0] } ?? 0] += 1
    }
    // The one edge into node 2 is met once in ten, each of the ten into node 11 once in a hundred.
    #expect(abs(Double(counts[0]) - 40_000 * 6 / 70) < 5 * 59)
    for place in 45..<55 { #expect(abs(Double(counts[place]) - 40_000 * 6 / 700) < 5 * 19) }
  }

  /// Without mutations every graph is a chain; with so many as the paper has, little is left of it.
  @Test func samplesStartFromTheTrivialArchitecture() throws {
    var random = RandomStream(seed: 4)
    let trivial = try BuiltPlugins.hierarchical(initialMutations: 0).sample(&random)
    let motif = "{1>2:id 2>3:id 3>4:id} "
    #expect(
      try space.text(trivial) == Array(repeating: motif, count: 6).joined() + "{1>2:m1 2>3:m1 3>4:m1 4>5:m1}")
    let once = try BuiltPlugins.hierarchical(initialMutations: 1)
    for _ in 0..<200 {
      let sample = try once.sample(&random)
      #expect(zip(sample.tokens, trivial.tokens).count { $0 != $1 } <= 1)
    }
    let ten = try BuiltPlugins.hierarchical(initialMutations: 10)
    let changed = try (0..<2_000).reduce(0) { sum, _ in
      try sum + zip(ten.sample(&random).tokens, trivial.tokens).count { $0 != $1 }
    }
    // An entry of chance p keeps its label with (1 − 6p/7)^10.
    var expected = 0.0
    for share in chances {
      var kept = 1.0
      for _ in 0..<10 { kept *= 1 - 6 * share / 7 }
      // What is met and drawn back to its old label is seldom enough.
      expected += 1 - kept
    }
    #expect(abs(Double(changed) / 2_000 - expected) < 0.35)
    var labels = Array(repeating: 0, count: 7)
    for _ in 0..<1_000 { for token in try space.sample(&random).tokens { labels[Int(token)] += 1 } }
    // 46,000 labels; 6,571 expected of each.
    #expect(labels.allSatisfy { abs($0 - 6_571) < 5 * 75 })
  }

  @Test func mutatesEachEdgeWithARate() throws {
    var random = RandomStream(seed: 5)
    let parent = try space.sample(&random)
    let all = try #require(try space.mutation(of: parent, rate: 1, &random))
    #expect(zip(all.child.tokens, parent.tokens).allSatisfy { $0 != $1 })
    #expect(try space.mutation(of: parent, rate: 0, &random) == nil)
    #expect(all.what.contains("m1 1→2 is now"))
  }

  @Test func saysWhyTokensAreRefused() throws {
    let short = try #require(throws: NASError.self) { try space.validate(Architecture([1, 2])) }
    #expect(short.message == "an architecture of hierarchical (hierarchical) has 46 tokens, not 2")
    var tokens = Array(repeating: Int32(1), count: 46)
    tokens[40] = 7
    let label = try #require(throws: NASError.self) { try space.canonical(Architecture(tokens)) }
    #expect(label.message == "token 40 is 7" && label.hint?.contains("to 6") == true)
  }
}
