import Foundation
import NASPlugin
import NASPluginTesting
import Testing

extension BuiltPlugins {
  static func nasBench101(channels: Int = 128, cells: Int = 3) throws -> ForeignSpace {
    try tabularSpaces.get().space(
      "nas-bench-101", options: [("channels", .integer(channels)), ("cells", .integer(cells))])
  }
}

@Suite struct NASBench101Tests {
  let space: ForeignSpace

  init() throws { space = try BuiltPlugins.nasBench101() }

  @Test func keepsEveryPromise() throws {
    let tasks = [LearningTask.cifar10, LearningTask(channels: 1, height: 28, width: 28, classes: 10)]
    #expect(checkSpace(space, tasks: tasks) == [])
    #expect(space.repairing != nil && space.crossing != nil)
  }

  @Test func decisionsSayWhatTheTokensMean() {
    #expect(space.decisions.count == 26)
    #expect(space.decisions.prefix(4).map(\.name) == ["0→1", "0→2", "1→2", "0→3"])
    #expect(space.decisions[25].name == "operation 5")
    #expect(space.decisions[25].options == ["conv3x3-bn-relu", "conv1x1-bn-relu", "maxpool3x3"])
    #expect(space.layout.hasPrefix("nas-bench-101/1"))
  }

  /// O-NX1: all cells there are, up to isomorphism; those with at most v vertices come first.
  @Test func hasAllCellsOnce() throws {
    let numbering = try #require(space.enumerable)
    #expect(numbering.count == 423_624)
    var seen: Set<Architecture> = []
    var bySize = Array(repeating: 0, count: 8)
    for number in 0..<numbering.count {
      let cell = try numbering.architecture(at: number)
      seen.insert(cell)
      bySize[2 + (1...5).count { vertex in PlainModule(cell).sources(of: vertex) != [] }] += 1
    }
    #expect(seen.count == 423_624)
    let cumulative = (2...7).map { bySize[...$0].reduce(0, +) }
    #expect(cumulative == [1, 7, 91, 2_532, 64_542, 423_624])
  }

  /// O-NX1, found the long way: every labelled graph of at most five vertices (six, where all is asked for) by its form.
  @Test func findsTheClassesOfRawGraphs() throws {
    let most = ProcessInfo.processInfo.environment["NAS_TEST_ALL"] == "1" ? 6 : 5
    var (raw, forms): (Int, Set<Architecture>) = (0, [])
    for size in 2...most {
      for module in PlainModule.full(size: size) {
        raw += 1
        forms.insert(try space.canonical(module.architecture))
      }
      #expect(raw == [1, 7, 97, 3_364, 128_509][size - 2])
      #expect(forms.count == [1, 7, 91, 2_532, 64_542][size - 2])
    }
  }

  /// O-NX2, and what no order can make alike stays apart.
  @Test func formsDoNotDependOnTheOrderOfVertices() throws {
    var random = RandomStream(seed: 5)
    var moved = 0
    for _ in 0..<40_000 {
      let cell = try space.sample(&random)
      var order = [1, 2, 3, 4, 5]
      random.shuffle(&order)
      guard let other = PlainModule(cell).renamed(order) else { continue }
      moved += other.architecture == cell ? 0 : 1
      #expect(try space.canonical(other.architecture) == space.canonical(cell), "\(cell.tokens), \(order)")
    }
    #expect(moved > 800)
  }

  /// O-NX2.
  @Test func formsDoNotSeeDanglingVertices() throws {
    let cell = try space.parse("conv3x3-bn-relu~0|maxpool3x3|conv1x1-bn-relu~1|conv3x3-bn-relu|maxpool3x3|output~0~3")
    let islands = [
      "conv3x3-bn-relu~0|maxpool3x3~0|conv1x1-bn-relu~1|conv3x3-bn-relu~0~1~2~3|maxpool3x3|output~0~3",
      "conv3x3-bn-relu~0|maxpool3x3|conv1x1-bn-relu~1~2|conv3x3-bn-relu|maxpool3x3|output~0~3~4",
      "conv3x3-bn-relu|conv3x3-bn-relu~0|maxpool3x3|maxpool3x3|conv1x1-bn-relu~2|output~0~5",
    ]
    for text in islands { #expect(try space.canonical(space.parse(text)) == space.canonical(cell), "\(text)") }
    let other = "conv1x1-bn-relu~0|maxpool3x3|conv3x3-bn-relu~1|conv3x3-bn-relu|maxpool3x3|output~0~3"
    #expect(try space.canonical(space.parse(other)) != space.canonical(cell))
  }

  @Test func samplesUniformly() throws {
    var random = RandomStream(seed: 7)
    var counts = Array(repeating: 0.0, count: 3)
    let draws = 30_000
    // Cells of at most 6 vertices are 64,542 of 423,624; of those with seven, the last operation of half is looked at.
    for _ in 0..<draws {
      let cell = try space.sample(&random)
      let size = (1...5).count { PlainModule(cell).sources(of: $0) != [] }
      counts[size < 5 ? 0 : (cell.tokens[21..<26].contains(2) ? 1 : 2)] += 1
    }
    let share = 64_542.0 / 423_624
    #expect(abs(counts[0] / Double(draws) - share) < 5 * (share * (1 - share) / Double(draws)).squareRoot())
    #expect(counts[1] > counts[2])
  }

  /// Each edge flips with probability 1/7 and each operation changes with 1/5.
  ///
  /// Operations do not decide whether a child is
  /// valid, so they are counted exactly; of edges, the four into vertex 1 to 3 of a cell that does not use those vertices.
  @Test func mutatesAsTheBenchmarkDoes() throws {
    var random = RandomStream(seed: 2)
    let parent = try space.parse("maxpool3x3|maxpool3x3|maxpool3x3|conv3x3-bn-relu~0|conv1x1-bn-relu~4|output~5")
    let draws = 20_000
    var operations = Array(repeating: 0, count: 5)
    var flips = Array(repeating: 0, count: 21)
    for _ in 0..<draws {
      let child = try #require(try space.mutation(of: parent, rate: nil, &random)).child
      try space.validate(child)
      try #require(child != parent)
      for place in 0..<21 { flips[place] += child.tokens[place] == parent.tokens[place] ? 0 : 1 }
      for place in 0..<5 { operations[place] += child.tokens[21 + place] == parent.tokens[21 + place] ? 0 : 1 }
    }
    // Children that equal their parent, about 1 % of all, are drawn again, which favours changes by as much.
    for count in operations { #expect(count > draws / 5 - 300 && count < draws * 52 / 250 + 300, "\(operations)") }
    for place in [0, 1, 3] { #expect(flips[place] > draws / 9 && flips[place] < draws / 6, "\(flips)") }
    #expect(try space.mutation(of: parent, rate: 0, &random) == nil)
    let always = try #require(try space.mutation(of: parent, rate: 0.5, &random))
    #expect(always.what.contains("edges flipped"))
  }

  @Test func changedOperationsAreDrawnFromTheOtherTwo() throws {
    var random = RandomStream(seed: 12)
    let parent = try space.architecture(at: 1_000, in: space)
    var counts = Array(repeating: 0, count: 3)
    for _ in 0..<9_000 {
      let child = try #require(try space.mutation(of: parent, rate: nil, &random)).child
      if child.tokens[21] != parent.tokens[21] { counts[Int(child.tokens[21])] += 1 }
    }
    let others = counts.enumerated().filter { $0.offset != Int(parent.tokens[21]) }.map(\.element)
    #expect(counts[Int(parent.tokens[21])] == 0)
    #expect(abs(others[0] - others[1]) < 5 * 43)
  }

  @Test func repairsWhatBreaksARule() throws {
    var random = RandomStream(seed: 3)
    let repairing = try #require(space.repairing)
    let nothing = Architecture(Array(repeating: 0, count: 26))
    #expect(try repairing.repair(nothing, &random).tokens[15] == 1)
    let all = Architecture(Array(repeating: 1, count: 26))
    let repaired = try repairing.repair(all, &random)
    try space.validate(repaired)
    #expect(repaired.tokens.prefix(21).reduce(0, +) >= 9)
  }

  @Test func refusesWhatIsNoCell() throws {
    let path = try #require(throws: NASError.self) { try space.validate(Architecture(Array(repeating: 0, count: 26))) }
    #expect(path.message == "no path leads from the input to the output")
    let edges = try #require(throws: NASError.self) {
      try space.network(for: Architecture(Array(repeating: 1, count: 26)), task: .cifar10)
    }
    #expect(edges.message.hasPrefix("the cell has 21 edges") && edges.hint?.contains("at most 9") == true)
    var tokens = Array(repeating: Int32(0), count: 26)
    tokens[25] = 3
    let operation = try #require(throws: NASError.self) { try space.canonical(Architecture(tokens)) }
    #expect(operation.message == "token 25 is 3" && operation.hint?.contains("0 to 2") == true)
  }
}

extension ForeignSpace {
  /// The architecture of a number, of a space that numbers them.
  func architecture(at index: Int, in space: ForeignSpace) throws -> Architecture {
    try #require(space.enumerable).architecture(at: index)
  }
}
