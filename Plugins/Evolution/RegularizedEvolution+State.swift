import NASPlugin

extension RegularizedEvolution {
  private static let tag = "regularized-evolution/1"

  func snapshot() -> [UInt8] {
    var state = StateWriter(Self.tag)
    state.write(P)
    state.write(asked)
    state.write(random)
    population.write(to: &state)
    return state.bytes
  }

  mutating func restore(_ bytes: [UInt8]) throws {
    var state = try StateReader(bytes, tag: Self.tag)
    _ = try state.integer(in: P...P)
    let asked = try state.integer(in: 0...Int.max)
    let random = try state.stream()
    let population = try Population(capacity: P, from: &state)
    try state.finish()
    (self.asked, self.random, self.population) = (asked, random, population)
  }
}
