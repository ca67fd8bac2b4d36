import NASPlugin
import NASPluginTesting
import Testing

/// A space with conditions: `size` and `act` count with a convolution alone, `slope` with one that is leaky.
private let chain = [
  ("op", "conv pool skip"), ("size", "3 5 7"), ("act", "relu leaky"), ("slope", "0.1 0.2"), ("op2", "conv pool skip"),
  ("size2", "3, 5,7"),
]
private let when = [
  ("size", "op = conv"), ("act", "op=conv"), ("slope", "act = leaky"), ("size2", "op2 = conv pool & op = conv skip"),
]

@Suite struct CategoricalTests {
  /// A space of the plugin, from entries as a study file has them.
  static func space(
    _ decisions: [(String, String)], when: [(String, String)] = [], _ more: InProcessPlugin.Values = []
  ) throws -> ForeignSpace {
    func map(_ entries: [(String, String)]) -> OptionValue {
      .map(entries.map { OptionValue.Entry(key: $0.0, value: $0.1) })
    }
    return try BuiltPlugins.tabularSpaces.get().space(
      "categorical", options: [("decisions", map(decisions)), ("when", map(when))] + more)
  }

  private func sizes() throws -> ForeignSpace {
    try Self.space(
      (1...5).map { ("stage\($0)", "8 16 24 32 40 48 56 64") }, [("text", .text("options"))])
  }

  @Test func keepsEveryPromise() throws {
    let macro = (1...8).map { ("block\($0)", "0 1 2") }
    for space in [
      try Self.space(chain, when: when), try sizes(), try Self.space([("only", "a b")]),
      try Self.space(chain, when: when, [("text", .text("options")), ("separator", .text(" / "))]),
      try Self.space(macro, [("text", .text("options")), ("separator", .text(""))]),
      try Self.space((1...80).map { ("d\($0)", "a b c") }),
    ] {
      #expect(checkSpace(space, samples: 200, tasks: []) == [])
    }
  }

  @Test func thousandsOfArchitecturesAreSound() throws {
    for space in [try Self.space(chain, when: when), try sizes()] {
      let crossing = try #require(space.crossing)
      var random = RandomStream(seed: 31)
      var last = try space.sample(&random)
      for _ in 0..<4_000 {
        let architecture = try space.sample(&random)
        let mutation = try space.drawMutation(of: architecture, rate: nil, &random)
        let child = try crossing.cross(architecture, last, &random)
        #expect(mutation.child != architecture && !mutation.what.isEmpty)
        for each in [architecture, mutation.child, child] {
          #expect(try space.canonical(each) == each, "what is drawn is in canonical form")
          #expect(try space.parse(space.text(each)) == each)
        }
        last = mutation.child
      }
    }
  }

  @Test func decisionsAreThoseOfTheStudyFile() throws {
    let space = try Self.space(chain, when: when)
    #expect(space.decisions.map(\.name) == chain.map(\.0))
    #expect(
      space.decisions[5].options == ["3", "5", "7"] && space.decisions[1].vocabulary == space.decisions[5].vocabulary)
    #expect(space.decisions[0].vocabulary != space.decisions[1].vocabulary)
    #expect(space.layout.hasPrefix("categorical/1: ") && space.layout.contains("slope = 0.1 0.2; op2 = conv pool skip"))
  }

  /// NATS-Bench's space of sizes: five of eight numbers, written with colons.
  @Test func writesTheSizesOfNATS() throws {
    let space = try sizes()
    #expect(try #require(space.enumerable).count == 32_768)
    #expect(try space.text(Architecture([0, 1, 2, 3, 7])) == "8:16:24:32:64")
    #expect(try space.parse("64:64:8:8:40").tokens == [7, 7, 0, 0, 4])
    #expect(try #require(space.enumerable).architecture(at: 8 * 8 + 2).tokens == [0, 0, 1, 0, 2])
  }

  @Test func leavesOutWhatIsInactive() throws {
    let space = try Self.space(chain, when: when)
    #expect(try space.text(Architecture([1, 0, 0, 0, 0, 0])) == "op=pool op2=conv")
    #expect(try space.text(Architecture([0, 2, 1, 1, 1, 0])) == "op=conv size=7 act=leaky slope=0.2 op2=pool size2=3")
    #expect(try space.parse("op2=conv op=pool").tokens == [1, 0, 0, 0, 0, 0])
    // What is inactive and not option 0 is an architecture too, and equal to the one without it.
    let idle = Architecture([1, 2, 0, 1, 0, 1])
    #expect(try space.text(idle) == "op=pool size=7 slope=0.2 op2=conv size2=5")
    #expect(try space.parse(space.text(idle)) == idle)
    #expect(try space.canonical(idle).tokens == [1, 0, 0, 0, 0, 0])
    #expect(try space.canonical(Architecture([2, 1, 1, 1, 1, 2])).tokens == [2, 0, 0, 0, 1, 2])
  }

  /// Every canonical form once, and nothing else, in the order of the decisions.
  @Test func numbersWhatIsActive() throws {
    let space = try Self.space(chain, when: when)
    let numbering = try #require(space.enumerable)
    var forms: Set<[Int32]> = []
    for number in 0..<3 * 3 * 2 * 2 * 3 * 3 {
      var (rest, tokens) = (number, [Int32]())
      for count in [3, 3, 2, 2, 3, 3] {
        tokens.append(Int32(rest % count))
        rest /= count
      }
      forms.insert(try space.canonical(Architecture(tokens)).tokens)
    }
    let numbered = try (0..<numbering.count).map { try numbering.architecture(at: $0).tokens }
    #expect(numbered.count == forms.count && Set(numbered) == forms)
    #expect(zip(numbered, numbered.dropFirst()).allSatisfy { $0.lexicographicallyPrecedes($1) })
    // conv: 3 sizes × (relu, or leaky with 2 slopes) × 7 second halves; pool: 3; skip: 7.
    #expect(numbering.count == 3 * 3 * 7 + 3 + 7)
    let large = try Self.space((1...80).map { ("d\($0)", "a b c") })
    #expect(try #require(large.enumerable).count == .max)
  }

  /// A decision is inactive where the one that it depends on is, whatever option that one would have.
  @Test func inactivityIsPassedOn() throws {
    let space = try Self.space([("a", "x y"), ("b", "p q"), ("c", "1 2")], when: [("b", "a = y"), ("c", "b = p")])
    let numbering = try #require(space.enumerable)
    let all = try (0..<numbering.count).map { try space.text(numbering.architecture(at: $0)) }
    #expect(all == ["a=x", "a=y b=p c=1", "a=y b=p c=2", "a=y b=q"])
    #expect(try space.canonical(Architecture([0, 0, 1])).tokens == [0, 0, 0])
  }

  /// What is active in one parent alone comes from that one; what is active in both from either.
  @Test func crossesWhatIsActive() throws {
    let space = try Self.space(chain, when: when)
    let crossing = try #require(space.crossing)
    var random = RandomStream(seed: 34)
    let (first, second) = (Architecture([0, 2, 1, 1, 0, 1]), Architecture([2, 0, 0, 0, 1, 2]))
    var (convolutions, sizes) = (0, Set<Int32>())
    for _ in 0..<400 {
      let child = try crossing.cross(first, second, &random).tokens
      #expect(child[0] == 0 ? Array(child[1...3]) == [2, 1, 1] : child[0] == 2 && Array(child[1...3]) == [0, 0, 0])
      convolutions += child[0] == 0 ? 1 : 0
      sizes.insert(child[5])
    }
    #expect(abs(convolutions - 200) < 50 && sizes == [1, 2])
  }

  @Test func samplesEachActiveDecisionUniformly() throws {
    let space = try Self.space(chain, when: when)
    var random = RandomStream(seed: 32)
    var (op, slope) = ([0.0, 0, 0], [0.0, 0])
    for _ in 0..<9_000 {
      let tokens = try space.sample(&random).tokens
      op[Int(tokens[0])] += 1
      if tokens[0] == 0 && tokens[2] == 1 { slope[Int(tokens[3])] += 1 }
    }
    #expect(op.allSatisfy { abs($0 - 3_000) < 5 * 2_000.0.squareRoot() })
    #expect(slope.allSatisfy { abs($0 - 750) < 5 * 750.0.squareRoot() })
  }

  /// Only active decisions mutate; what becomes active by it is drawn.
  @Test func mutatesWhatIsActive() throws {
    let space = try Self.space(chain, when: when)
    var random = RandomStream(seed: 33)
    let parent = Architecture([1, 0, 0, 0, 2, 0])
    var (first, sizes) = (0, [0.0, 0, 0])
    for _ in 0..<4_000 {
      let mutation = try #require(try space.mutation(of: parent, rate: nil, &random))
      let child = mutation.child.tokens
      #expect((child[0] != 1) != (child[4] != 2), "one of the two active decisions")
      #expect(mutation.what.hasPrefix(child[0] != 1 ? "op is now" : "op2 is now"))
      first += child[0] != 1 ? 1 : 0
      if child[0] == 0 { sizes[Int(child[1])] += 1 }
    }
    #expect(abs(first - 2_000) < 160)
    #expect(sizes.allSatisfy { abs($0 - 1_000.0 / 3) < 5 * (1_000.0 * 2 / 9).squareRoot() + 60 })
    #expect(try space.mutation(of: parent, rate: 0, &random) == nil)
    let all = try #require(try space.mutation(of: Architecture([0, 1, 1, 0, 0, 1]), rate: 1, &random))
    #expect(all.child.tokens[0] != 0 && !all.what.contains("size is"))
  }

  @Test func encodesInactiveDecisionsAsZeros() throws {
    let space = try Self.space(chain, when: when)
    let encoding = try #require(space.encoding)
    #expect(encoding.encodingWidth == 16)
    #expect(
      try encoding.encode(Architecture([1, 0, 0, 0, 2, 0])) == [0, 1, 0] + Array(repeating: 0, count: 7) + [
        0, 0, 1, 0, 0, 0,
      ])
    #expect(try encoding.encode(Architecture([0, 0, 0, 0, 2, 0])) == [1, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0])
  }

  @Test func hasNoNetwork() throws {
    let space = try sizes()
    let error = try #require(throws: NASError.self) {
      try space.network(for: Architecture([0, 0, 0, 0, 0]), task: .cifar10)
    }
    #expect(error.code == .unimplemented && error.hint?.contains("table") == true)
    let wrong = try #require(throws: NASError.self) { try space.network(for: Architecture([0]), task: .cifar10) }
    #expect(wrong.code == .invalid)
  }
}

@Suite struct CategoricalRefusalTests {
  @Test(arguments: [
    (
      "op=pol op2=conv", "at character 4 of 'op=pol op2=conv', 'pol' is no option of 'op'",
      "its options are conv, pool, skip"
    ),
    ("op=pool oq=conv", "at character 9 of 'op=pool oq=conv', 'oq' is no decision", "op, size, act, slope, op2, size2"),
    ("op=pool op=pool", "at character 9 of", "remove one"),
    ("op=pool op2", "at character 9 of 'op=pool op2', 'op2' has no =", "name=option"),
    ("op=conv", "at character 8 of 'op=conv', the text ends without 'size'", "its options are 3, 5, 7"),
    ("op=", "at character 4 of 'op=', an option is missing of 'op'", "conv, pool, skip"),
    ("", "at character 1 of '', the text ends without 'op'", "conv, pool, skip"),
  ])
  func saysWhereATextIsWrong(text: String, message: String, hint: String) throws {
    let space = try CategoricalTests.space(chain, when: when)
    let error = try #require(throws: NASError.self) { try space.parse(text) }
    #expect(error.code == .invalid && error.message.contains(message), "\(error)")
    #expect(error.hint?.contains(hint) == true, "\(error)")
  }

  @Test(arguments: [
    ("8:16:9", "at character 6 of '8:16:9', '9' is no option of 'c'", "8, 16"),
    ("8:16", "at character 5 of '8:16', the text ends where ':' is expected", "3 decisions"),
    ("8:16:8:8", "at character 7 of '8:16:8:8', the architecture is complete, but ':8' follows", "remove it"),
    ("8::8", "at character 3 of '8::8', an option is missing of 'b'", "8, 16"),
  ])
  func saysWhereABareTextIsWrong(text: String, message: String, hint: String) throws {
    let space = try CategoricalTests.space([("a", "8 16"), ("b", "8 16"), ("c", "8 16")], [("text", .text("options"))])
    let error = try #require(throws: NASError.self) { try space.parse(text) }
    #expect(error.code == .invalid && error.message.contains(message), "\(error)")
    #expect(error.hint?.contains(hint) == true, "\(error)")
  }

  @Test(
    arguments: [
      ([("a", "x y"), ("a", "z")], [], "two decisions are named 'a'"),
      ([("a", "  ")], [], "decision 'a' has no options"),
      ([("a", "x y x")], [], "decision 'a' has the option 'x' twice"),
      ([("a=b", "x y")], [], "'a=b' cannot be the name of a decision"),
      ([("a", "x y&z")], [], "'y&z' cannot be an option of 'a'"),
      ([("a", "x")], [], "no decision of the space has more than one option"),
      ([], [], "no decision of the space has more than one option"),
      ([("a", "x y"), ("b", "x y")], [("c", "a = x")], "'c' in when is no decision"),
      ([("a", "x y"), ("b", "x y")], [("a", "b = x")], "'b' in the condition of 'a' is no decision"),
      ([("a", "x y"), ("b", "x y")], [("b", "b = x")], "'b' in the condition of 'b' is no decision"),
      ([("a", "x y"), ("b", "x y")], [("b", "a = z")], "'z' in the condition of 'b' is no option of 'a'"),
      ([("a", "x y"), ("b", "x y")], [("b", "a x")], "'a x' in the condition of 'b' is no clause"),
      ([("a", "x y"), ("b", "x y")], [("b", "a = x & ")], "' ' in the condition of 'b' is no clause"),
      ([("a", "x y"), ("b", "x y")], [("b", "a = x & a = y")], "names 'a' twice"),
      ([("a", "x y"), ("b", "x y")], [("b", "a = x"), ("b", "a = y")], "'when' names 'b' twice"),
    ] as [([(String, String)], [(String, String)], String)])
  func saysWhatIsWrongWithTheStudyFile(
    decisions: [(String, String)], when: [(String, String)], message: String
  ) throws {
    let error = try #require(throws: NASError.self) { try CategoricalTests.space(decisions, when: when) }
    #expect(error.code == .invalid && error.message.contains(message), "\(error)")
  }

  @Test func refusesSeparatorsThatTearOptions() throws {
    let bare: InProcessPlugin.Values = [("text", .text("options"))]
    for (options, separator) in [("a:b c", ":"), ("1 10", ""), ("a b", "\n")] {
      let error = try #require(throws: NASError.self) {
        try CategoricalTests.space([("d", options)], bare + [("separator", .text(separator))])
      }
      #expect(error.code == .invalid && error.message.contains("separator"))
    }
    // Without an effect they are not looked at.
    _ = try CategoricalTests.space([("d", "a:b c")])
  }

  /// All first, all that depend on them last: more to remember than is sensible, and nothing in the other order.
  @Test func refusesConditionsThatCannotBeCounted() throws {
    let ops = (0..<24).map { ("op\($0)", "conv pool") }
    let sizes = (0..<24).map { ("size\($0)", "3 5 7") }
    let conditions = (0..<24).map { ("size\($0)", "op\($0) = conv") }
    let error = try #require(throws: NASError.self) { try CategoricalTests.space(ops + sizes, when: conditions) }
    #expect(error.message.contains("too many decisions at once") && error.hint?.contains("soon after") == true)
    let woven = zip(ops, sizes).flatMap { [$0, $1] }
    let space = try CategoricalTests.space(woven, when: conditions)
    #expect(try #require(space.enumerable).count == (0..<24).reduce(1) { count, _ in 4 * count })
  }

  @Test func saysWhyTokensAreRefused() throws {
    let space = try CategoricalTests.space(chain, when: when)
    let short = try #require(throws: NASError.self) { try space.validate(Architecture([0])) }
    #expect(short.message == "an architecture of this space has 6 tokens, not 1")
    let wrong = try #require(throws: NASError.self) { try space.text(Architecture([0, 3, 0, 0, 0, 0])) }
    #expect(wrong.message == "the token of 'size' is 3" && wrong.hint == "its options are 0 to 2: 3, 5, 7")
  }
}
