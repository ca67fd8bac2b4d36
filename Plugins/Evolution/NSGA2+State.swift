import NASPlugin

extension NSGA2 {
  private static let tag = "nsga2/1"

  func snapshot() -> [UInt8] {
    var state = StateWriter(Self.tag)
    for number in [P, asked, told, width] { state.write(number) }
    state.write(random)
    for group in [parents, children] {
      state.write(group.count)
      for individual in group { individual.write(to: &state) }
    }
    visited.write(to: &state)
    return state.bytes
  }

  mutating func restore(_ bytes: [UInt8]) throws {
    var state = try StateReader(bytes, tag: Self.tag)
    _ = try state.integer(in: P...P)
    let asked = try state.integer(in: 0...P)
    let told = try state.integer(in: 0...1 << 60)
    let width = try state.integer(in: 0...1_000)
    let random = try state.stream()
    let parents = try (0..<state.count(ofAtLeast: 32)).map { _ in try Ranked(width: width, from: &state) }
    let children = try (0..<state.count(ofAtLeast: 32)).map { _ in try Ranked(width: width, from: &state) }
    let visited = try Visited(from: &state)
    try state.finish()
    (self.asked, self.told, self.width, self.random) = (asked, told, width, random)
    (self.parents, self.children, self.visited) = (parents, children, visited)
  }
}

extension Ranked {
  fileprivate func write(to state: inout StateWriter) {
    state.write(front)
    state.write(crowding)
    state.write(objectives.isEmpty ? 0 : 1)
    for value in objectives { state.write(value) }
    state.write(architecture)
  }

  /// An individual with that many objectives, or with none.
  fileprivate init(width: Int, from state: inout StateReader) throws {
    let (front, crowding) = (try state.integer(), try state.real())
    let count = try state.integer(in: 0...1) * width
    let objectives = try (0..<count).map { _ in try state.real() }
    self.init(try state.architecture(), objectives: objectives)
    (self.front, self.crowding) = (front, crowding)
  }
}
