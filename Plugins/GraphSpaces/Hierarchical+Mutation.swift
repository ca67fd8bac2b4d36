import NASPlugin

extension Hierarchical {
  /// The paper's mutation: level, graph, successor and predecessor uniformly, then any label, none included.
  ///
  /// Nil where the label drawn is the one that stands there, once in seven draws. With a rate, every edge takes another
  /// label with that probability instead.
  func mutation(of architecture: Architecture, rate: Double?, _ random: inout RandomStream) throws -> Mutation? {
    try validate(architecture)
    var child = architecture
    guard let rate else {
      let place = Int(weightedPlaces[random.index(below: weightedPlaces.count)])
      let label = drawnLabel(&random)
      guard label != child.tokens[place] else { return nil }
      child.tokens[place] = label
      return Mutation(child, what: changes[place][Int(label)])
    }
    var what = ""
    for place in child.tokens.indices where random.chance(rate) {
      let drawn = Int32(truncatingIfNeeded: random.index(below: Self.labelCount - 1))
      child.tokens[place] = drawn < child.tokens[place] ? drawn : drawn + 1
      what += (what.isEmpty ? "" : ", ") + changes[place][Int(child.tokens[place])]
    }
    return what.isEmpty ? nil : Mutation(child, what: what)
  }

  /// The trivial architecture, a chain of identities, after the configured number of random mutations.
  ///
  /// A mutation sets one entry whatever stood there, so what counts is the last one to meet each entry: the mutations
  /// are drawn from the last to the first, and those of entries that are known by then change nothing.
  func sample(_ random: inout RandomStream) -> Architecture {
    var tokens = Array(repeating: Int32(-1), count: tokenCount)
    var (left, drawn) = (tokens.count, 0)
    weightedPlaces.withUnsafeBufferPointer { places in
      while left > 0 && drawn < initialMutations {
        drawn += 1
        let place = Int(places[random.index(below: places.count)])
        guard tokens[place] < 0 else { continue }
        tokens[place] = drawnLabel(&random)
        left -= 1
      }
    }
    guard left > 0 else { return Architecture(tokens) }
    return Architecture(zip(tokens, trivial).map { $0 < 0 ? $1 : $0 })
  }

  /// Every graph a chain: of identities, and of the first motif.
  private var trivial: [Int32] {
    levels.enumerated().flatMap { number, level in
      (0..<level.graphs).flatMap { _ in
        level.edges.map { source, target in
          source + 1 < target ? 0 : (number == 0 ? Primitive.identity.rawValue : 1)
        }
      }
    }
  }

  private func drawnLabel(_ random: inout RandomStream) -> Int32 {
    Int32(truncatingIfNeeded: random.index(below: Self.labelCount))
  }

  /// What a label is called in texts.
  func labelName(_ label: Int32, isCell: Bool) -> String {
    if label == 0 { return "none" }
    return isCell && variant == .hierarchical ? "m\(label)" : Primitive(rawValue: label)?.name ?? "\(label)"
  }
}
