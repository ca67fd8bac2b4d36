import NASPlugin
import NASPluginTesting
import Testing

extension BuiltPlugins {
  static let chainSpaces = Result { try opened("ChainSpaces") }

  static func convChain(
    layers: Int = 15, strides: Bool = false, skips: Bool = true, poolAfter: [String] = [], extraFilters: Int = 0
  ) throws -> ForeignSpace {
    try chainSpaces.get().space(
      "conv-chain",
      options: [
        ("layers", .integer(layers)), ("strides", .boolean(strides)), ("skips", .boolean(skips)),
        ("pool_after", .list(poolAfter)), ("extra_filters", .integer(extraFilters)),
      ])
  }
}

@Suite struct ConvChainTests {
  @Test(arguments: [(1, false, true), (6, true, true), (15, false, true), (4, false, false), (39, true, true)])
  func keepsEveryPromise(layers: Int, strides: Bool, skips: Bool) throws {
    let space = try BuiltPlugins.convChain(layers: layers, strides: strides, skips: skips, poolAfter: ["1"])
    let tasks = [LearningTask.cifar10, LearningTask(channels: 1, height: 27, width: 9, classes: 3)]
    #expect(checkSpace(space, samples: layers > 20 ? 8 : 32, tasks: tasks) == [])
  }

  /// O-RL1: 3L tokens and L(L−1)/2 sigmoids, 2^195 architectures for 15 layers.
  @Test func hasAsManyTokensAndAnchorsAsThePaper() throws {
    for layers in [1, 6, 15, 20, 39] {
      let decisions = try BuiltPlugins.convChain(layers: layers).decisions
      #expect(decisions.count { $0.kind == .categorical } == 3 * layers)
      let anchors = decisions.filter { $0.kind == .referenceSet }
      #expect(anchors.reduce(0) { $0 + $1.options.count } == layers * (layers - 1) / 2)
      #expect(decisions.allSatisfy { $0.options.count <= 31 })
    }
    let bits = try BuiltPlugins.convChain(layers: 15).decisions.reduce(0) {
      $0 + ($1.kind == .referenceSet ? $1.options.count : $1.options.count.trailingZeroBitCount)
    }
    #expect(bits == 195)
    #expect(try BuiltPlugins.convChain(layers: 15, strides: true).decisions.count { $0.kind == .categorical } == 75)
  }

  @Test func decisionsSayWhatTheTokensMean() throws {
    let decisions = try BuiltPlugins.convChain(layers: 3, strides: true).decisions
    #expect(
      decisions.prefix(5).map(\.name) == [
        "filter height 1", "filter width 1", "stride height 1", "stride width 1", "filters 1",
      ])
    #expect(decisions[0].options == ["1", "3", "5", "7"] && decisions[2].options == ["1", "2", "3"])
    #expect(decisions[4].options == ["24", "36", "48", "64"])
    #expect(decisions.last?.options == ["layer 1", "layer 2"] && decisions.last?.kind == .referenceSet)
    #expect(decisions[1].vocabulary == decisions[6].vocabulary && decisions[6].group == "layer 2")
  }

  /// Every token and every skip connection is drawn uniformly and by itself: 0.5 for an anchor, as with v = 0 (O-RL4).
  @Test func samplesUniformly() throws {
    let space = try BuiltPlugins.convChain(layers: 6)
    var random = RandomStream(seed: 3)
    let draws = 8_000
    var counts = space.decisions.map { Array(repeating: 0.0, count: $0.options.count) }
    for _ in 0..<draws {
      for (place, token) in try space.sample(&random).tokens.enumerated() {
        if space.decisions[place].kind == .referenceSet {
          for bit in counts[place].indices where token >> Int32(bit) & 1 == 1 { counts[place][bit] += 1 }
        } else {
          counts[place][Int(token)] += 1
        }
      }
    }
    for (decision, seen) in zip(space.decisions, counts) {
      let share = decision.kind == .referenceSet ? 0.5 : 1 / Double(decision.options.count)
      let deviation = (Double(draws) * share * (1 - share)).squareRoot()
      for count in seen { #expect(abs(count - Double(draws) * share) < 5 * deviation, "\(decision.name)") }
    }
  }

  /// 18 values and 15 skip connections of six layers: each is what changes with probability 1/33.
  @Test func changesOneThing() throws {
    let space = try BuiltPlugins.convChain(layers: 6)
    var random = RandomStream(seed: 4)
    let parent = try space.sample(&random)
    let draws = 33_000
    var anchors = 0
    for _ in 0..<draws {
      let mutation = try #require(try space.mutation(of: parent, rate: nil, &random))
      let changed = parent.tokens.indices.filter { parent.tokens[$0] != mutation.child.tokens[$0] }
      try #require(changed.count == 1)
      guard space.decisions[changed[0]].kind == .referenceSet else { continue }
      anchors += 1
      #expect((parent.tokens[changed[0]] ^ mutation.child.tokens[changed[0]]).nonzeroBitCount == 1)
      #expect(mutation.what.contains("reads layer") || mutation.what.contains("no longer reads"))
    }
    #expect(abs(Double(anchors) - 15_000) < 5 * (15_000 * 18.0 / 33).squareRoot())
  }

  @Test func refusesAPoolingAfterNoLayer() throws {
    let error = try #require(throws: NASError.self) { try BuiltPlugins.convChain(layers: 6, poolAfter: ["7"]) }
    #expect(error.message.contains("'7'") && error.hint?.contains("1 to 6") == true)
  }

  @Test func saysWhyTokensAreRefused() throws {
    let space = try BuiltPlugins.convChain(layers: 2)
    let short = try #require(throws: NASError.self) { try space.validate(Architecture([0])) }
    #expect(short.message.contains("7 tokens, not 1"))
    let anchors = try #require(throws: NASError.self) { try space.text(Architecture([0, 0, 0, 0, 0, 0, 2])) }
    #expect(anchors.message == "token 6, anchors of layer 2, is 2" && anchors.hint == "it is 0 to 1")
    let width = try #require(throws: NASError.self) {
      try space.network(for: Architecture([0, 4, 0, 0, 0, 0, 0]), task: .cifar10)
    }
    #expect(width.message == "token 1, filter width of layer 1, is 4")
  }
}
