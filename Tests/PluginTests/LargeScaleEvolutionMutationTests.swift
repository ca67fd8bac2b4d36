import Foundation
import NASPlugin
import Testing

@Suite struct LargeScaleEvolutionMutationTests {
  let space: ForeignSpace

  init() throws { space = try BuiltPlugins.largeScaleEvolution() }

  /// An individual to which every mutation applies, whatever is drawn: two wide convolutions of stride 2, and a skip.
  private var rich: Architecture {
    get throws {
      try space.parse(
        """
        lr=0.1 next=20 {0 linear o, 1 linear i, 3 bn_relu iop, 5 linear iop} \
        {2: 5>1 identity 1 1, 4: 0>3 conv 5x5 stride 2 depth 4.0 1 1, 6: 3>5 conv 3x3 stride 2 depth 1.0 1 1, 8: 0>5 identity 0 0}
        """)
    }
  }

  private func name(_ mutation: Mutation) -> String { String(mutation.what.prefix { $0 != " " }) }

  /// Children of one kind of mutation.
  private func children(_ parent: Architecture, _ name: String, _ count: Int) throws -> [Mutation] {
    var random = RandomStream(seed: 17)
    var found: [Mutation] = []
    while found.count < count {
      guard let mutation = try space.mutation(of: parent, rate: nil, &random), self.name(mutation) == name else {
        continue
      }
      found.append(mutation)
    }
    return found
  }

  private func chiSquare(_ counts: [Int]) -> Double {
    let expected = Double(counts.reduce(0, +)) / Double(counts.count)
    return counts.reduce(0) { $0 + (Double($1) - expected) * (Double($1) - expected) / expected }
  }

  /// One of the eleven, uniformly: chi-square with 10 degrees of freedom is above 29.6 once in a thousand.
  @Test func drawsEachOfTheElevenAlike() throws {
    var random = RandomStream(seed: 2)
    let parent = try rich
    var counts: [String: Int] = [:]
    for _ in 0..<22_000 {
      let mutation = try #require(try space.mutation(of: parent, rate: nil, &random))
      counts[name(mutation), default: 0] += 1
    }
    #expect(counts.count == 11)
    #expect(chiSquare(Array(counts.values)) < 29.6, "\(counts)")
  }

  /// A linear model has no convolution and no skip: six of the eleven cannot be done.
  @Test func failsWhatCannotBeDone() throws {
    var random = RandomStream(seed: 3)
    let initial = try space.sample(&random)
    var (failed, seen): (Int, Set<String>) = (0, [])
    for _ in 0..<11_000 {
      guard let mutation = try space.mutation(of: initial, rate: nil, &random) else {
        failed += 1
        continue
      }
      seen.insert(name(mutation))
    }
    #expect(
      seen == ["ALTER-LEARNING-RATE", "IDENTITY", "RESET-WEIGHTS", "INSERT-CONVOLUTION", "INSERT-ONE-TO-ONE"])
    #expect(abs(Double(failed) - 6_000) < 5 * (6_000.0 * 5 / 11).squareRoot())
  }

  /// A 1×1 convolution of stride 1 can only grow: half of these mutations fail.
  @Test func failsBelowOnePixelAndStrideOne() throws {
    let small = try space.parse(
      "lr=0.1 next=5 {0 linear o, 1 linear i, 3 linear iop} {2: 3>1 identity 1 1, 4: 0>3 conv 1x1 stride 1 depth 1.0 1 1}"
    )
    var random = RandomStream(seed: 4)
    var counts: [String: Int] = [:]
    for _ in 0..<22_000 {
      guard let mutation = try space.mutation(of: small, rate: nil, &random) else { continue }
      counts[name(mutation), default: 0] += 1
      for edge in PlainGenome(mutation.child).convolutions {
        #expect(edge.convolution.map { $0.strideScale >= 0 && $0.halfWidth >= 0 && $0.halfHeight >= 0 } == true)
      }
    }
    for name in ["ALTER-STRIDE", "FILTER-SIZE"] {
      #expect(abs(Double(counts[name, default: 0]) - 1_000) < 5 * 31)
    }
    #expect(counts["REMOVE-SKIP"] == nil)
  }

  /// O-LE1.
  @Test func learningRateChangesByAUniformPowerOfTwo() throws {
    let logs = try children(rich, "ALTER-LEARNING-RATE", 4_000).map {
      log2(PlainGenome($0.child).learningRate / 0.1)
    }.sorted()
    #expect(logs[0] >= -1.000_001 && logs[3_999] <= 1.000_001)
    let farthest = logs.enumerated().map { abs(($1 + 1) / 2 - Double($0) / 4_000) }.max() ?? 1
    // Kolmogorov and Smirnov: above 1.95/√n once in a thousand.
    #expect(farthest < 1.95 / 4_000.0.squareRoot())
    let mean = logs.map { exp2($0) }.reduce(0, +) / 4_000
    #expect(abs(mean - 1.5 / (2 * log(2))) < 5 * 0.43 / 4_000.0.squareRoot())
    #expect(abs(logs[2_000]) < 0.08)
  }

  @Test func learningRateStaysWithinTheRecipesRange() throws {
    let high = try space.parse("lr=1000.0 next=3 {0 linear o, 1 linear i} {2: 0>1 identity 1 1}")
    for mutation in try children(high, "ALTER-LEARNING-RATE", 200) {
      #expect(PlainGenome(mutation.child).learningRate < 1_000)
    }
  }

  @Test func identityAndResetChangeNothing() throws {
    let parent = try rich
    for mutation in try children(parent, "IDENTITY", 20) {
      #expect(mutation.child == parent && mutation.inheritsWeights)
    }
    for mutation in try children(parent, "RESET-WEIGHTS", 20) {
      #expect(mutation.child == parent && !mutation.inheritsWeights)
    }
  }

  /// 3×3, as many channels as come in, stride 1 or 2, batch norm or not: all at random, on a random edge of the backbone.
  @Test func insertsConvolutionsIntoTheBackbone() throws {
    let parent = try rich
    var (strides, kinds, places): ([Int32: Int], [Bool: Int], [Int32: Int]) = ([:], [:], [:])
    for mutation in try children(parent, "INSERT-CONVOLUTION", 1_200) {
      let genome = PlainGenome(mutation.child)
      let (vertex, edge) = (try #require(genome.vertices.last), try #require(genome.edges.last))
      let convolution = try #require(edge.convolution)
      #expect(convolution.factor == 1 && convolution.halfWidth == 1 && convolution.halfHeight == 1)
      strides[convolution.strideScale, default: 0] += 1
      kinds[vertex.isBNRelu, default: 0] += 1
      let moved = try #require(genome.edges.first { $0.from == vertex.id })
      #expect(edge.to == vertex.id && edge.from == PlainGenome(parent).edges.first { $0.id == moved.id }?.from)
      places[moved.id, default: 0] += 1
      #expect(mutation.inheritsWeights)
    }
    #expect(Set(strides.keys) == [0, 1] && chiSquare(Array(strides.values)) < 10.8)
    #expect(kinds.count == 2 && chiSquare(Array(kinds.values)) < 10.8)
    // The skip, edge 8, is no backbone.
    #expect(Set(places.keys) == [2, 4, 6] && chiSquare(Array(places.values)) < 13.8)
  }

  @Test func insertsOneToOneLikeAConvolution() throws {
    for mutation in try children(rich, "INSERT-ONE-TO-ONE", 200) {
      let genome = PlainGenome(mutation.child)
      #expect(genome.edges.count == 5 && genome.convolutions.count == 2)
      #expect(genome.edges.last?.to == genome.vertices.last?.id)
    }
  }

  /// What was inserted into a linear model and removed again leaves the linear model.
  @Test func removingUndoesInserting() throws {
    var random = RandomStream(seed: 6)
    let initial = try space.sample(&random)
    for inserted in try children(initial, "INSERT-CONVOLUTION", 20) {
      let removed = try #require(try children(inserted.child, "REMOVE-CONVOLUTION", 1).first)
      #expect(try space.canonical(removed.child) == space.canonical(initial))
    }
  }

  /// The vertex behind a removed convolution stays where a skip leads to it.
  @Test func removingKeepsWhatASkipLeadsTo() throws {
    var seen: Set<Int> = []
    for mutation in try children(rich, "REMOVE-CONVOLUTION", 60) {
      let genome = PlainGenome(mutation.child)
      #expect(genome.convolutions.count == 1 && genome.isAcyclic && genome.allLieBetweenImageAndOutput)
      seen.insert(genome.vertices.count)
      let isFirst = genome.convolutions[0].id == 6
      #expect(genome.vertices.count == (isFirst ? 3 : 4))
      // With vertex 3 gone, the skip 0>5 would run beside edge 6.
      #expect(genome.edges.contains { $0.id == 8 } == !isFirst)
    }
    #expect(seen == [3, 4])
  }

  /// 12 channels become any other number of 6 to 24.
  @Test func drawsChannelsFromHalfToTwice() throws {
    let counts = try children(rich, "ALTER-NUMBER-OF-CHANNELS", 3_600).reduce(into: [Int: Int]()) { counts, mutation in
      guard let edge = PlainGenome(mutation.child).edges.first(where: { $0.id == 4 }) else { return }
      let channels = Int((3 * (edge.convolution?.factor ?? 0)).rounded())
      if channels != 12 { counts[channels, default: 0] += 1 }
    }
    #expect(counts.keys.sorted() == Array(6...11) + Array(13...24))
    // 17 degrees of freedom.
    #expect(chiSquare(Array(counts.values)) < 40.8, "\(counts)")
  }

  @Test func oddChannelsAreRoundedInwards() throws {
    let eleven = try space.parse(
      "lr=0.1 next=5 {0 linear o, 1 linear i, 3 linear iop} {2: 3>1 identity 1 1, 4: 0>3 conv 1x1 stride 1 depth 3.6666667 1 1}"
    )
    let seen = try Set(
      children(eleven, "ALTER-NUMBER-OF-CHANNELS", 600).map {
        Int((3 * (PlainGenome($0.child).convolutions[0].convolution?.factor ?? 0)).rounded())
      })
    #expect(seen.sorted() == Array(6...10) + Array(12...22))
    let one = try space.parse(
      "lr=0.1 next=5 {0 linear o, 1 linear i, 3 linear iop} {2: 3>1 identity 1 1, 4: 0>3 conv 1x1 stride 1 depth 0.2 1 1}"
    )
    #expect(
      try children(one, "ALTER-NUMBER-OF-CHANNELS", 10).allSatisfy { $0.what.hasSuffix("from 1 to 2") })
  }

  @Test func filtersChangeInOneDirection() throws {
    var seen: Set<[Int32]> = []
    for mutation in try children(rich, "FILTER-SIZE", 400) {
      for edge in PlainGenome(mutation.child).convolutions {
        seen.insert([edge.id, edge.convolution?.halfHeight ?? -1, edge.convolution?.halfWidth ?? -1])
      }
    }
    #expect(
      seen == [
        [4, 2, 2], [4, 1, 2], [4, 3, 2], [4, 2, 1], [4, 2, 3], [6, 1, 1], [6, 0, 1], [6, 2, 1], [6, 1, 0], [6, 1, 2],
      ])
  }

  @Test func stridesChangeByOnePower() throws {
    let seen = try children(rich, "ALTER-STRIDE", 200).reduce(into: Set<[Int32]>()) { seen, mutation in
      for edge in PlainGenome(mutation.child).convolutions {
        seen.insert([edge.id, edge.convolution?.strideScale ?? -1])
      }
    }
    #expect(seen == [[4, 1], [4, 0], [4, 2], [6, 1], [6, 0], [6, 2]])
  }

  /// Forward, not where an edge is: of the pairs (0,3) (0,5) (0,1) (3,5) (3,1) (5,1) two are left.
  @Test func addsSkipsForwardAndOnce() throws {
    let seen = try children(rich, "ADD-SKIP", 200).reduce(into: Set<[Int32]>()) { seen, mutation in
      let genome = PlainGenome(mutation.child)
      guard let edge = genome.edges.last else { return }
      #expect(edge.convolution == nil && edge.precedence == 0 && genome.isAcyclic && genome.hasNoDoubleEdges)
      seen.insert([edge.from, edge.to])
    }
    #expect(seen == [[0, 1], [3, 1]])
  }

  @Test func removesSkipsOnly() throws {
    for mutation in try children(rich, "REMOVE-SKIP", 20) {
      #expect(PlainGenome(mutation.child).edges.map(\.id) == [2, 4, 6])
    }
  }

  @Test func aRateIsTheChanceOfAMutation() throws {
    var random = RandomStream(seed: 8)
    let parent = try rich
    let count = try (0..<4_000).count { _ in try space.mutation(of: parent, rate: 0.25, &random) != nil }
    #expect(abs(count - 1_000) < 5 * 28)
  }

  @Test func aLimitOfChannelsMakesGrowthFail() throws {
    let space = try BuiltPlugins.largeScaleEvolution(sampleMutations: 200, maxChannels: 16)
    var random = RandomStream(seed: 9)
    for _ in 0..<50 {
      let network = try space.network(for: space.sample(&random), task: .cifar10)
      #expect(try network.cost(for: .cifar10).shapes.allSatisfy { $0.channels <= 16 })
    }
  }
}
