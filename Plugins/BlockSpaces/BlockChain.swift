import NASPlugin

/// A space of chains: one token a place, the number of the block that stands there.
///
/// What all such spaces share; each adds its blocks and its skeleton.
protocol BlockChain: Enumerable, Crossing, WeightSharing {
  /// The name in study files, for errors.
  static var name: String { get }
  /// The decision of each place.
  var decisions: [Decision] { get }
  /// How many blocks may stand at each place.
  var blockCounts: [Int] { get }
  /// What changes are called, by place and new token; made once, for a search makes millions.
  var changes: [[String]] { get }
  /// The number that a token has in texts.
  func number(of token: Int32) -> Int
  /// The token with a number, at any place.
  func token(of number: Int) -> Int32
}

extension BlockChain {
  /// The names of changes from the decisions.
  static func changes(_ decisions: [Decision]) -> [[String]] {
    decisions.map { decision in decision.options.map { "\(decision.name) is now \($0)" } }
  }

  var layout: String { "\(Self.name)/1: the block of each place, by number, in the order of the decisions" }

  /// The product of the blocks that each place allows.
  var count: Int { blockCounts.reduce(1, *) }

  /// Numbers have one digit a place, the first place being the most significant.
  func architecture(at index: Int) throws -> Architecture {
    guard index >= 0, index < count else {
      throw NASError(
        .invalid, "\(Self.name) has no architecture \(index)", hint: "its numbers go from 0 to \(count - 1)")
    }
    var rest = index
    var tokens = [Int32](repeating: 0, count: blockCounts.count)
    for place in tokens.indices.reversed() {
      tokens[place] = Int32(truncatingIfNeeded: rest % blockCounts[place])
      rest /= blockCounts[place]
    }
    return Architecture(tokens)
  }

  /// Each place uniformly from the blocks that it allows, and so each architecture with one probability.
  func sample(_ random: inout RandomStream) -> Architecture {
    let counts = blockCounts
    return Architecture(
      [Int32](unsafeUninitializedCapacity: counts.count) { buffer, used in
        for place in counts.indices {
          buffer[place] = Int32(truncatingIfNeeded: random.index(below: counts[place]))
        }
        used = counts.count
      })
  }

  /// Another block at one place, both uniform; with a rate, at each place with that probability.
  ///
  /// Nil where no place happened to change.
  func mutation(of architecture: Architecture, rate: Double?, _ random: inout RandomStream) throws -> Mutation? {
    try validate(architecture)
    var child = architecture
    guard let rate else {
      let place = random.index(below: child.tokens.count)
      replace(&child, place, &random)
      return Mutation(child, what: changes[place][Int(child.tokens[place])])
    }
    var changed: [Int] = []
    for place in child.tokens.indices where random.chance(rate) {
      replace(&child, place, &random)
      changed.append(place)
    }
    guard !changed.isEmpty else { return nil }
    return Mutation(child, what: changed.map { changes[$0][Int(child.tokens[$0])] }.joined(separator: ", "))
  }

  private func replace(_ architecture: inout Architecture, _ place: Int, _ random: inout RandomStream) {
    let drawn = Int32(truncatingIfNeeded: random.index(below: blockCounts[place] - 1))
    architecture.tokens[place] = drawn < architecture.tokens[place] ? drawn : drawn + 1
  }

  func validate(_ architecture: Architecture) throws {
    let tokens = architecture.tokens
    guard tokens.count == blockCounts.count else {
      throw NASError(
        .invalid, "an architecture of \(Self.name) has \(blockCounts.count) tokens, not \(tokens.count)")
    }
    for (place, token) in tokens.enumerated() where token < 0 || token >= blockCounts[place] {
      throw NASError(
        .invalid, "token \(place) of an architecture of \(Self.name) is \(token)",
        hint: "the blocks of this place are 0 to \(blockCounts[place] - 1)")
    }
  }

  /// A path has one token a place, as an architecture has.
  func path(of architecture: Architecture) throws -> [Int32] {
    try validate(architecture)
    return architecture.tokens
  }

  /// The path of a uniform architecture: how Single Path One-Shot and RLNAS train.
  func samplePath(_ random: inout RandomStream) throws -> [Int32] { try sample(&random).tokens }

  /// Refuses a task without pixels or classes.
  func validate(_ task: LearningTask) throws {
    guard task.height > 0, task.width > 0, task.channels > 0, task.classes > 0 else {
      throw NASError(
        .invalid,
        "\(Self.name) cannot read images of \(task.channels)×\(task.height)×\(task.width) in \(task.classes) classes",
        hint: "all four are at least 1")
    }
  }
}
