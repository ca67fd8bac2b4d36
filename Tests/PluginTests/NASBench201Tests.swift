import NASPlugin
import NASPluginTesting
import Testing

@Suite struct NASBench201Tests {
  let space: ForeignSpace

  init() throws { space = try BuiltPlugins.nasBench201() }

  @Test func keepsEveryPromise() {
    let tasks = [LearningTask.cifar10, LearningTask(channels: 1, height: 28, width: 28, classes: 10)]
    #expect(checkSpace(space, tasks: tasks) == [])
  }

  @Test func decisionsSayWhatTheTokensMean() {
    #expect(space.decisions.map(\.name) == ["1~0", "2~0", "2~1", "3~0", "3~1", "3~2"])
    #expect(
      space.decisions.allSatisfy {
        $0.options == ["none", "skip_connect", "nor_conv_1x1", "nor_conv_3x3", "avg_pool_3x3"]
      })
    #expect(space.layout.hasPrefix("nas-bench-201/1"))
  }

  @Test func numbersAllArchitecturesOnce() throws {
    let all = try everyArchitecture(space)
    #expect(Set(all).count == 15_625)
    #expect(all[0].tokens == [0, 0, 0, 0, 0, 0] && all[15_624].tokens == [4, 4, 4, 4, 4, 4] && all[1].tokens[5] == 1)
  }

  /// O-NB2.
  @Test func countsArchitecturesByConvolutions() throws {
    var counts = Array(repeating: 0, count: 7)
    for architecture in try everyArchitecture(space) { counts[architecture.tokens.count { $0 == 3 }] += 1 }
    #expect(counts == [4_096, 6_144, 3_840, 1_280, 240, 24, 1])
  }

  @Test func samplesUniformly() throws {
    var random = RandomStream(seed: 7)
    var counts = Array(repeating: 0.0, count: 625)
    let draws = 62_500
    for _ in 0..<draws {
      let tokens = try space.sample(&random).tokens.map(Int.init)
      counts[((tokens[0] * 5 + tokens[2]) * 5 + tokens[3]) * 5 + tokens[5]] += 1
    }
    let expected = Double(draws) / 625
    let chiSquare = counts.reduce(0) { $0 + ($1 - expected) * ($1 - expected) / expected }
    // 624 degrees of freedom: mean 624, standard deviation 35.
    #expect(chiSquare > 624 - 5 * 35 && chiSquare < 624 + 5 * 35)
  }

  /// O-AE4: the edge into node 1 changes with probability 1/3, each into node 2 with 1/6, each into node 3 with 1/9.
  @Test func mutatesAsTheBenchmarkDoes() throws {
    var random = RandomStream(seed: 1)
    let parent = try space.parse(
      "|skip_connect~0|+|none~0|nor_conv_1x1~1|+|avg_pool_3x3~0|skip_connect~1|nor_conv_3x3~2|")
    let draws = 36_000
    var changes = Array(repeating: Array(repeating: 0.0, count: 5), count: 6)
    for _ in 0..<draws {
      let child = try #require(try space.mutation(of: parent, rate: nil, &random)).child
      let changed = (0..<6).filter { child.tokens[$0] != parent.tokens[$0] }
      try #require(changed.count == 1)
      changes[changed[0]][Int(child.tokens[changed[0]])] += 1
    }
    for (edge, parts) in [3.0, 6.0, 6.0, 9.0, 9.0, 9.0].enumerated() {
      let seen: Double = changes[edge].reduce(0, +)
      let expected = Double(draws) / parts
      let deviation = (expected * (1 - 1 / parts)).squareRoot()
      #expect(abs(seen - expected) < 5 * deviation, "edge \(edge)")
      let spread = 5 * (seen * 3 / 16).squareRoot()
      for (operation, count) in changes[edge].enumerated() where operation != parent.tokens[edge] {
        #expect(abs(count - seen / 4) < spread, "edge \(edge), operation \(operation)")
      }
    }
  }

  @Test func mutatesEachDecisionWithARate() throws {
    var random = RandomStream(seed: 2)
    let parent = Architecture([0, 1, 2, 3, 4, 0])
    var (changed, unchanged) = (0, 0)
    for _ in 0..<10_000 {
      guard let mutation = try space.mutation(of: parent, rate: 0.2, &random) else {
        unchanged += 1
        continue
      }
      #expect(mutation.child != parent)
      changed += zip(mutation.child.tokens, parent.tokens).count { $0 != $1 }
    }
    #expect(abs(Double(changed) - 12_000) < 5 * (60_000 * 0.2 * 0.8).squareRoot())
    #expect(abs(Double(unchanged) / 10_000 - 0.262_144) < 0.025)
    let all = try #require(try space.mutation(of: parent, rate: 1, &random))
    #expect(zip(all.child.tokens, parent.tokens).allSatisfy { $0 != $1 })
    #expect(try space.mutation(of: parent, rate: 0, &random) == nil)
    #expect(all.what.contains("1~0 is now"))
  }

  @Test func refusesOptionsOutOfRangeOnlyThroughTheHost() throws {
    // The range stands in the description, which is where the host takes it from.
    let options = try describedOptions(of: try BuiltPlugins.tabularSpaces.get().component("nas-bench-201"))
    #expect(options.map(\.path) == ["channels", "cells", "canonical"])
    #expect(options.map(\.bounds) == [1...1_024, 1...64, nil])
    #expect(options.map(\.fallback) == [.integer(16), .integer(5), .text("sound")])
  }
}

/// Every architecture of the space, by number.
func everyArchitecture(_ space: ForeignSpace) throws -> [Architecture] {
  let numbering = try #require(space.enumerable)
  return try (0..<numbering.count).map { try numbering.architecture(at: $0) }
}
