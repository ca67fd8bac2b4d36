import NASPlugin

extension BlockSpace {
  /// Another hidden state or another operation in one place, or another combiner where there is one.
  ///
  /// As AmoebaNet's evolution (Real et al. 2019). First the kind of change is drawn, then the cell, the block and the
  /// half, then the new value, each uniformly. That a combiner can change is ours. With a rate, every token changes
  /// with that probability; nil where none happened to.
  func mutation(of architecture: Architecture, rate: Double?, _ random: inout RandomStream) throws -> Mutation? {
    try validate(architecture)
    var child = architecture
    guard let rate else {
      let place = place(in: architecture.tokens.count, &random)
      replace(place, &child, &random)
      return Mutation(child, what: code.change(place, child.tokens[place]))
    }
    var changed: [Int] = []
    for place in child.tokens.indices where random.chance(rate) {
      replace(place, &child, &random)
      changed.append(place)
    }
    guard !changed.isEmpty else { return nil }
    return Mutation(child, what: changed.map { code.change($0, child.tokens[$0]) }.joined(separator: ", "))
  }

  /// The token of a change in an architecture of so many tokens.
  private func place(in count: Int, _ random: inout RandomStream) -> Int {
    let kind = random.index(below: code.hasCombiners ? 3 : 2)
    let block = random.index(below: count / code.width)
    guard kind < 2 else { return block * code.width + 4 }
    return block * code.width + 2 * kind + random.index(below: 2)
  }

  /// Puts another value in a place; every token has at least two.
  private func replace(_ place: Int, _ architecture: inout Architecture, _ random: inout RandomStream) {
    let drawn = Int32(truncatingIfNeeded: random.index(below: Int(code.limits[place]) - 1))
    architecture.tokens[place] = drawn < architecture.tokens[place] ? drawn : drawn + 1
  }
}
