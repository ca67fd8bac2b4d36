import NASPlugin
import NASPluginTesting
import Testing

@Suite struct NASNetCellTests {
  let space: ForeignSpace

  init() throws { space = try CellSpaces.space("nasnet-cell") }

  /// O-NN1.
  @Test func hasFiftyDecisions() {
    let decisions = space.decisions
    #expect(decisions.count == 50)
    for cell in 0..<2 {
      let product = decisions[cell * 25..<cell * 25 + 25].reduce(1) { $0 * $1.options.count }
      #expect(product == 2_286_906_949_584_691_200)
    }
    #expect(decisions.prefix(25).allSatisfy { $0.name.hasPrefix("normal") })
    #expect(decisions.suffix(25).allSatisfy { $0.name.hasPrefix("reduction") })
    #expect(decisions[2].options.count == 13 && decisions[4].options == ["add", "concat"])
    #expect(decisions.count { $0.kind == .reference } == 20)
    #expect(Set(decisions.map(\.vocabulary)) == ["state", "operation", "combiner"])
  }

  @Test func samplesUniformly() throws {
    var random = RandomStream(seed: 5)
    var counts = space.decisions.map { Array(repeating: 0.0, count: $0.options.count) }
    let draws = 13_000.0
    for _ in 0..<Int(draws) {
      for (place, token) in try space.sample(&random).tokens.enumerated() { counts[place][Int(token)] += 1 }
    }
    for row in counts {
      let expected = draws / Double(row.count)
      let chiSquare = row.reduce(0) { $0 + ($1 - expected) * ($1 - expected) / expected }
      let freedom = Double(row.count - 1)
      #expect(chiSquare < freedom + 6 * (2 * freedom).squareRoot() + 10)
    }
  }

  /// Kind of change, cell and block, half: uniform in turn, and the new value is another one.
  @Test func mutatesOnePlace() throws {
    var random = RandomStream(seed: 6)
    let parent = try space.sample(&random)
    var counts = Array(repeating: 0.0, count: 50)
    let draws = 30_000
    for _ in 0..<draws {
      let child = try #require(try space.mutation(of: parent, rate: nil, &random)).child
      let changed = parent.tokens.indices.filter { parent.tokens[$0] != child.tokens[$0] }
      try #require(changed.count == 1)
      counts[changed[0]] += 1
    }
    for (place, count) in counts.enumerated() {
      let expected = Double(draws) / 30 / (place % 5 == 4 ? 1 : 2)
      #expect(abs(count - expected) < 5 * expected.squareRoot(), "place \(place)")
    }
  }

  @Test func mutatesWithARate() throws {
    var random = RandomStream(seed: 7)
    let parent = try space.sample(&random)
    let all = try #require(try space.mutation(of: parent, rate: 1, &random))
    #expect(zip(all.child.tokens, parent.tokens).allSatisfy { $0 != $1 })
    #expect(try space.mutation(of: parent, rate: 0, &random) == nil)
    var changed = 0
    for _ in 0..<2_000 {
      guard let child = try space.mutation(of: parent, rate: 0.1, &random)?.child else { continue }
      changed += zip(child.tokens, parent.tokens).count { $0 != $1 }
    }
    #expect(abs(Double(changed) - 10_000) < 5 * 9_000.0.squareRoot())
  }

  @Test func writesBlocks() throws {
    let text = try CellSpaces.published("nasnet-a", of: "nasnet-cell").architecture
    #expect(
      try space.text(text).hasPrefix("normal: sep_conv_5x5 0 + sep_conv_3x3 1, sep_conv_5x5 1 + sep_conv_3x3 1, "))
    let small = try CellSpaces.space("nasnet-cell", [("blocks", .integer(1))])
    let architecture = Architecture([1, 0, 12, 0, 1, 0, 1, 4, 8, 0])
    let written = "normal: sep_conv_7x7 1 ++ skip_connect 0 | reduction: avg_pool_3x3 0 + conv_1x1 1"
    #expect(try small.text(architecture) == written)
    #expect(try small.parse(written) == architecture)
    #expect(
      try small.parse("normal:sep_conv_7x7  1++skip_connect 0|reduction: avg_pool_3x3 0+conv_1x1 1") == architecture)
  }

  @Test(arguments: [
    ("normal: sep_conv_3x3 2 + skip_connect 0", "at character 22", "'2' is no state", "0 to 1"),
    (
      "normal: sep_conv_9x9 0", "at character 9", "'sep_conv_9x9' is no operation of this space",
      "skip_connect, conv_3x1"
    ),
    (
      "normal: sep_conv_3x3 0 * skip_connect 0", "at character 24", "'*' stands where '+' is expected",
      "op state + op state"
    ),
    ("normal: none 0", "at character 9", "'none' is no operation", "the operations are"),
    ("normal: sep_conv_3x3 00 + skip_connect 0", "at character 22", "'00' is no state", "0 to 1"),
    ("normal: sep_conv_3x3 99999999999999999999 + skip_connect 0", "at character 22", "is no state", "0 to 1"),
    ("normal: sep_conv_3x3 -1 + skip_connect 0", "at character 22", "'-' stands where the number", "the form is"),
    ("reduction:", "at character 1", "'r' stands where 'normal:' is expected", "the form is"),
    ("", "at character 1", "the text ends where 'normal:' is expected", "the form is"),
  ])
  func saysWhereATextIsWrong(text: String, position: String, what: String, hint: String) throws {
    let error = try #require(throws: NASError.self) { try space.parse(text) }
    #expect(error.code == .invalid)
    #expect(error.message.contains(position) && error.message.contains(what), "\(error)")
    #expect(error.hint?.contains(hint) == true, "\(error)")
  }

  @Test func saysWhyTokensAreRefused() throws {
    var tokens = Array(repeating: Int32(0), count: 50)
    tokens[30] = 3
    let wrong = try #require(throws: NASError.self) { try space.validate(Architecture(tokens)) }
    #expect(wrong.message.contains("token 30") && wrong.message.contains("reduction block 2 first state is 3") == false)
    #expect(wrong.message.contains("reduction block 2 first state") && wrong.hint == "it is 0 to 2")
    let short = try #require(throws: NASError.self) { try space.text(Architecture([0, 1])) }
    #expect(short.message == "an architecture of nasnet-cell has 50 tokens, not 2")
  }

  @Test func refusesOutputsThatAreNoStates() throws {
    for text in ["", "some", "unused+7", "unused+-1", "unused+", "all+x", "unused+99999999999"] {
      let error = try #require(throws: NASError.self) {
        try CellSpaces.space("nasnet-cell", [("reduction_output", .text(text))])
      }
      #expect(error.message.contains("reduction_output is '\(text)'") && error.hint?.contains("unused+1") == true)
    }
  }
}
