import NASPlugin
import NASPluginTesting
import Testing

@Suite struct NASBench201CanonicalTests {
  let space: ForeignSpace
  let all: [Architecture]

  init() throws {
    space = try BuiltPlugins.nasBench201()
    all = try everyArchitecture(space)
  }

  /// O-NB1, with the benchmark's own string computed from the text of every architecture.
  @Test func hasTheBenchmarksUniqueStrings() throws {
    let texts = try all.map { try space.text($0) }
    #expect(Set(texts).count == 15_625)
    #expect(Set(texts.map { officialString($0, isZeroAware: false) }).count == 12_751)
    #expect(Set(texts.map { officialString($0, isZeroAware: true) }).count == 6_466)
  }

  @Test func findsFiveThousandTwoHundredAndSixtyClasses() throws {
    let forms = try all.map { try space.canonical($0) }
    #expect(Set(forms).count == 5_260)
    for (form, architecture) in zip(forms, all) {
      #expect(!architecture.tokens.lexicographicallyPrecedes(form.tokens), "the form is the first of its class")
    }
  }

  /// O-NB1: what `canonical: benchmark` and `benchmark-skips` join is what the benchmark's string joins.
  @Test(arguments: [("benchmark", true, 6_466), ("benchmark-skips", false, 12_751)])
  func joinsAsTheBenchmarkWhereAsked(option: String, isZeroAware: Bool, classes: Int) throws {
    let space = try BuiltPlugins.tabularSpaces.get().space("nas-bench-201", options: [("canonical", .text(option))])
    var first: [String: Architecture] = [:]
    for architecture in all {
      let string = officialString(try space.text(architecture), isZeroAware: isZeroAware)
      let known = first[string] ?? architecture
      first[string] = known
      guard try space.canonical(architecture) != known else { continue }
      Issue.record("\(architecture.tokens) is not joined with \(known.tokens)")
    }
    #expect(first.count == classes)
  }

  /// O-NB1: 15,284 architectures have a path from input to output.
  @Test func takesAllDisconnectedCellsForOne() throws {
    let zero = Architecture([0, 0, 0, 0, 0, 0])
    #expect(try all.count { try space.canonical($0) == zero } == 15_625 - 15_284)
  }

  /// Within a class all cells compute one number from one input, whatever stands for the operations, and have the same
  /// number of convolutions at work.
  @Test func joinsOnlyWhatComputesTheSame() throws {
    var seen: [Architecture: Probe] = [:]
    for architecture in all {
      let probe = Probe(architecture)
      let known = seen[try space.canonical(architecture)]
      seen[try space.canonical(architecture)] = known ?? probe
      guard let known, !known.agrees(with: probe) else { continue }
      Issue.record("\(architecture.tokens) computes \(probe), its canonical form \(known)")
    }
    // The probe cannot tell a shared convolution from two: so it sees fewer values than there are classes.
    #expect(Set(seen.values.map { ($0.value * 1e9).rounded() }).count == 4_930)
  }

  @Test(arguments: [
    // A skip is followed, wherever it stands.
    (
      "|nor_conv_3x3~0|+|none~0|skip_connect~1|+|none~0|none~1|skip_connect~2|",
      "|none~0|+|none~0|none~1|+|nor_conv_3x3~0|none~1|none~2|", true
    ),
    // What leads nowhere is ignored.
    (
      "|nor_conv_1x1~0|+|nor_conv_3x3~0|none~1|+|avg_pool_3x3~0|none~1|none~2|",
      "|none~0|+|none~0|none~1|+|avg_pool_3x3~0|none~1|none~2|", true
    ),
    // The two inner nodes can change places.
    (
      "|nor_conv_1x1~0|+|nor_conv_3x3~0|none~1|+|none~0|nor_conv_1x1~1|avg_pool_3x3~2|",
      "|nor_conv_3x3~0|+|nor_conv_1x1~0|none~1|+|none~0|avg_pool_3x3~1|nor_conv_1x1~2|", true
    ),
    // One convolution read twice is not two convolutions.
    (
      "|nor_conv_1x1~0|+|none~0|skip_connect~1|+|none~0|skip_connect~1|skip_connect~2|",
      "|nor_conv_1x1~0|+|nor_conv_1x1~0|none~1|+|none~0|skip_connect~1|skip_connect~2|", false
    ),
    // One pooling read twice is two poolings: they have no weights.
    (
      "|avg_pool_3x3~0|+|none~0|skip_connect~1|+|none~0|skip_connect~1|skip_connect~2|",
      "|avg_pool_3x3~0|+|avg_pool_3x3~0|none~1|+|none~0|skip_connect~1|skip_connect~2|", true
    ),
    (
      "|nor_conv_3x3~0|+|none~0|none~1|+|none~0|skip_connect~1|none~2|",
      "|nor_conv_1x1~0|+|none~0|none~1|+|none~0|skip_connect~1|none~2|", false
    ),
  ])
  func tellsGraphsApart(first: String, second: String, isSame: Bool) throws {
    #expect((try space.canonical(space.parse(first)) == space.canonical(space.parse(second))) == isSame)
  }
}

/// The benchmark's own form: each node as the sorted, joined expressions of its edges.
private func officialString(_ text: String, isZeroAware: Bool) -> String {
  var nodes = ["0"]
  for node in text.split(separator: "+") {
    let edges = node.split(separator: "|").map { edge -> String in
      let parts = edge.split(separator: "~")
      let source = nodes[Int(parts[1]) ?? 0]
      if isZeroAware && (parts[0] == "none" || source == "#") { return "#" }
      return parts[0] == "skip_connect" ? source : "(\(source))@\(parts[0])"
    }
    nodes.append(edges.sorted().joined(separator: "+"))
  }
  return nodes[3]
}

/// A cell computed on one number, with one odd function for each kind of operation.
private struct Probe {
  var value = 0.0
  /// Convolutions that the output depends on.
  var convolutions = 0

  init(_ architecture: Architecture) {
    let edges = [(0, 1), (0, 2), (1, 2), (0, 3), (1, 3), (2, 3)]
    var nodes: [(sum: Double, used: Set<Int>)?] = [(0.731, []), nil, nil, nil]
    for (edge, (source, target)) in edges.enumerated() {
      guard let (x, used) = nodes[source], architecture.tokens[edge] != 0 else { continue }
      let y: Double
      let mine: Set<Int>
      switch architecture.tokens[edge] {
      case 1: (y, mine) = (x, used)
      case 2: (y, mine) = (x * x + 0.317, used.union([edge]))
      case 3: (y, mine) = (1 / (1.3 + x) + 0.011, used.union([edge]))
      default: (y, mine) = (0.577 * x + 0.083 * x * x, used)
      }
      let before = nodes[target] ?? (0, [])
      nodes[target] = (before.sum + y, before.used.union(mine))
    }
    guard let (sum, used) = nodes[3] else { return }
    (value, convolutions) = (sum, used.count)
  }

  func agrees(with other: Probe) -> Bool { abs(value - other.value) < 1e-10 && convolutions == other.convolutions }
}
