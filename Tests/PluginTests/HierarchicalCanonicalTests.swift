import NASPlugin
import Testing

@Suite struct HierarchicalCanonicalTests {
  let space: ForeignSpace

  init() throws { space = try BuiltPlugins.hierarchical() }

  private func isSame(_ first: String, _ second: String) throws -> Bool {
    let empty = Array(repeating: "{}", count: 6)
    func whole(_ text: String) -> String {
      var parts = text.split(separator: ";").map(String.init)
      let cell = parts.removeLast()
      return (parts + empty[parts.count...] + [cell]).joined(separator: " ")
    }
    return try space.canonical(space.parse(whole(first))) == space.canonical(space.parse(whole(second)))
  }

  @Test func seesWhatIsAlike() throws {
    let chain = "{1>2:m1 2>3:m1 3>4:m1 4>5:m1}"
    // The inner nodes of a motif change places.
    #expect(
      try isSame("{1>2:id 1>3:dw3x3 2>4:max3x3 3>4:id};\(chain)", "{1>2:dw3x3 1>3:id 2>4:id 3>4:max3x3};\(chain)"))
    #expect(
      try !isSame("{1>2:id 1>3:dw3x3 2>4:max3x3 3>4:id};\(chain)", "{1>2:id 1>3:dw3x3 2>4:id 3>4:max3x3};\(chain)"))
    // What leads nowhere, or comes from nowhere, is ignored.
    #expect(try isSame("{1>3:dw3x3 1>4:id};\(chain)", "{1>4:id};\(chain)"))
    #expect(try isSame("{2>3:dw3x3 1>4:id 3>4:id};\(chain)", "{1>4:id};\(chain)"))
    // The names of motifs do not matter, nor do unused ones; two alike are one.
    #expect(try isSame("{1>4:id};{1>4:dw3x3};{1>2:m1 2>5:m2}", "{1>4:dw3x3};{};{1>4:id};{1>2:m3 2>5:m1}"))
    #expect(try isSame("{1>4:id};{1>4:id};{1>2:m1 2>5:m2}", "{1>4:id};{1>2:m1 2>5:m1}"))
    #expect(try isSame("{1>4:id};{1>4:max3x3};{1>5:m1}", "{1>4:id};{1>4:avg3x3};{1>5:m1}"))
    #expect(try !isSame("{1>4:id};{1>4:max3x3};{1>5:m1}", "{1>4:id};{1>4:max3x3};{1>5:m2}"))
    // A motif that nothing passes is no edge.
    #expect(try isSame("{1>4:id};{1>2:id};{1>2:m2 1>5:m1 2>5:m1}", "{1>4:id};{1>5:m1}"))
    // The inner nodes of the cell.
    #expect(
      try isSame(
        "{1>4:id};{1>4:dw3x3};{1>2:m1 1>3:m2 2>5:m2 3>5:m1}", "{1>4:id};{1>4:dw3x3};{1>3:m2 1>4:m1 3>5:m1 4>5:m2}"))
  }

  /// Renaming motifs and inner nodes at random keeps the form; in the flat variant all nine inner nodes may move.
  @Test func formsDoNotDependOnNames() throws {
    var random = RandomStream(seed: 6)
    for variant in ["hierarchical", "flat"] {
      let space = try BuiltPlugins.hierarchical(variant, initialMutations: variant == "flat" ? 25 : 300)
      var moved = 0
      for _ in 0..<3_000 {
        let architecture = try space.sample(&random)
        let other = variant == "flat" ? renamedFlat(architecture, &random) : renamed(architecture, &random)
        moved += other == architecture ? 0 : 1
        let form = try space.canonical(architecture)
        #expect(try space.canonical(other) == form, "\(architecture.tokens) \(other.tokens)")
        #expect(try space.canonical(form) == form)
        let (cost, formCost) = (
          try space.counted(architecture, task: .cifar10), try space.counted(form, task: .cifar10)
        )
        #expect(cost == formCost)
      }
      #expect(moved > 500)
    }
  }

  private func renamed(_ architecture: Architecture, _ random: inout RandomStream) -> Architecture {
    var order = [0, 1, 2, 3, 4, 5]
    random.shuffle(&order)
    var tokens = Array(repeating: Int32(0), count: 46)
    for (old, new) in order.enumerated() {
      let motif = reordered(Array(architecture.tokens[6 * old..<6 * old + 6]), nodes: 4, &random)
      tokens.replaceSubrange(6 * new..<6 * new + 6, with: motif)
    }
    let cell = reordered(Array(architecture.tokens[36...]), nodes: 5, &random)
    tokens.replaceSubrange(36..., with: cell.map { $0 == 0 ? 0 : Int32(order[Int($0) - 1] + 1) })
    return Architecture(tokens)
  }

  private func renamedFlat(_ architecture: Architecture, _ random: inout RandomStream) -> Architecture {
    Architecture(reordered(architecture.tokens, nodes: 11, &random))
  }

  /// Exchanges neighbouring inner nodes that no edge joins, at random places.
  private func reordered(_ labels: [Int32], nodes: Int, _ random: inout RandomStream) -> [Int32] {
    func place(_ source: Int, _ target: Int) -> Int { target * (target - 1) / 2 + source }
    var labels = labels
    for _ in 0..<30 {
      let first = 1 + random.index(below: nodes - 2)
      guard first + 1 < nodes - 1, labels[place(first, first + 1)] == 0 else { continue }
      for source in 0..<first { labels.swapAt(place(source, first), place(source, first + 1)) }
      for target in first + 2..<nodes { labels.swapAt(place(first, target), place(first + 1, target)) }
    }
    return labels
  }
}
