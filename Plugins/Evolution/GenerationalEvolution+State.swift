import NASPlugin

extension GenerationalEvolution {
  private static let tag = "generational-evolution/1"

  func snapshot() -> [UInt8] {
    var state = StateWriter(Self.tag)
    state.write(options.population.value)
    state.write(number)
    state.write(random)
    parents.write(to: &state)
    generation.write(to: &state)
    visited.write(to: &state)
    return state.bytes
  }

  mutating func restore(_ bytes: [UInt8]) throws {
    let size = options.population.value
    var state = try StateReader(bytes, tag: Self.tag)
    _ = try state.integer(in: size...size)
    let number = try state.integer(in: 0...1 << 60)
    let random = try state.stream()
    let parents = try [Individual](from: &state)
    let generation = try Generation(size: size, from: &state)
    let visited = try Visited(from: &state)
    try state.finish()
    (self.number, self.random, self.parents) = (number, random, parents)
    (self.generation, self.visited) = (generation, visited)
  }
}
