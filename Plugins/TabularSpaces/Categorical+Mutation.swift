import NASPlugin

extension Categorical {
  /// Another option of one active decision, both uniform; with a rate, of each active decision with that probability.
  ///
  /// Decisions that become active by it are drawn uniformly. Nil where nothing happened to change.
  func mutation(of architecture: Architecture, rate: Double?, _ random: inout RandomStream) throws -> Mutation? {
    try validate(architecture)
    let active = active(architecture.tokens)
    let open = decisions.indices.filter { active[$0] && decisions[$0].options.count > 1 }
    let changed: [Int]
    if let rate {
      changed = open.filter { _ in random.chance(rate) }
    } else {
      changed = random.pick(open).map { [$0] } ?? []
    }
    guard !changed.isEmpty else { return nil }
    var tokens = architecture.tokens
    for place in changed { replace(&tokens[place], below: decisions[place].options.count, &random) }
    settle(&tokens, wereActive: active, &random)
    // A change above may have made one below it idle.
    let isStillActive = self.active(tokens)
    let what = changed.filter { isStillActive[$0] }.map {
      "\(decisions[$0].name) is now \(decisions[$0].options[Int(tokens[$0])])"
    }
    return Mutation(Architecture(tokens), what: what.joined(separator: ", "))
  }

  private func replace(_ token: inout Int32, below count: Int, _ random: inout RandomStream) {
    let drawn = Int32(truncatingIfNeeded: random.index(below: count - 1))
    token = drawn < token ? drawn : drawn + 1
  }

  /// Which decisions have an effect.
  func active(_ tokens: [Int32]) -> [Bool] {
    var active = Array(repeating: true, count: tokens.count)
    for condition in conditions { active[condition.decision] = condition.holds(tokens, active) }
    return active
  }

  /// Gives inactive decisions option 0, and draws those that have become active.
  func settle(_ tokens: inout [Int32], wereActive: [Bool], _ random: inout RandomStream) {
    var active = Array(repeating: true, count: tokens.count)
    var next = conditions[...]
    for place in tokens.indices {
      if let condition = next.first, condition.decision == place {
        active[place] = condition.holds(tokens, active)
        next.removeFirst()
      }
      if !active[place] {
        tokens[place] = 0
      } else if !wereActive[place] {
        tokens[place] = Int32(truncatingIfNeeded: random.index(below: decisions[place].options.count))
      }
    }
  }
}
