import NASPlugin

/// How children differ from their parents: mutation always, recombination now and then.
struct Variation {
  private let space: any SearchSpace
  private let crossing: (any Crossing)?
  private let crossover: Double
  private let rate: Double?

  /// `crossover` is a probability, `mutation` one per decision or 0 for the space's own; throws `.invalid` where the
  /// space cannot recombine and is to.
  init(over space: any SearchSpace, crossover: Double, mutation: Double, strategy: String) throws {
    (self.space, self.crossover) = (space, crossover)
    rate = mutation > 0 ? mutation : nil
    crossing = crossover > 0 ? space.crossing : nil
    guard crossover == 0 || crossing != nil else {
      throw NASError(
        .invalid, "'crossover_probability' of strategy '\(strategy)' needs a space with the ability 'crossing'",
        hint: "set it to 0, or use a space that recombines")
    }
  }

  /// Whether the next child has two parents; draws nothing where none ever has.
  func recombines(_ random: inout RandomStream) -> Bool { crossover > 0 && random.chance(crossover) }

  /// A child, unlike what it was mutated from.
  func child(
    of parent: Architecture, and other: Architecture?, _ random: inout RandomStream
  ) throws -> Architecture {
    guard let other, let crossing else { return try space.drawMutation(of: parent, rate: rate, &random).child }
    let recombined = try crossing.cross(parent, other, &random)
    return try space.drawMutation(of: recombined, rate: rate, &random).child
  }
}
