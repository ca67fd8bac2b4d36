import NASPlugin

/// One generation on its way: how many children of each kind are still to be proposed, and what came of the others.
struct Generation {
  /// How a child comes to be.
  enum Kind: Int, CaseIterable {
    case mutated, recombined, random
  }

  /// How many are to be proposed, by kind.
  private(set) var wanted: [Int]
  /// How many draws are left to find mutated and recombined ones: ten for each, as in the authors' programs.
  private(set) var drawsLeft: [Int]
  /// Who was proposed and is not told yet, oldest first.
  private(set) var inFlight: [(architecture: Architecture, kind: Kind)] = []
  /// Who has a reward, in the order of telling.
  private(set) var told: [Individual] = []
  /// How many were proposed.
  private(set) var born = 0

  init(mutated: Int = 0, recombined: Int = 0, random: Int) {
    wanted = [mutated, recombined, random]
    drawsLeft = [10 * mutated, 10 * recombined]
  }

  /// The kind to draw next; nil where all were proposed.
  ///
  /// What cannot be found any more becomes random.
  mutating func next(hasParents: Bool) -> Kind? {
    for kind in [Kind.mutated, .recombined] where wanted[kind.rawValue] > 0 {
      if hasParents, drawsLeft[kind.rawValue] > 0 {
        drawsLeft[kind.rawValue] -= 1
        return kind
      }
      wanted[Kind.random.rawValue] += wanted[kind.rawValue]
      wanted[kind.rawValue] = 0
    }
    return wanted[Kind.random.rawValue] > 0 ? .random : nil
  }

  /// Notes a proposal.
  mutating func propose(_ architecture: Architecture, _ kind: Kind) {
    wanted[kind.rawValue] -= 1
    inFlight.append((architecture, kind))
    born += 1
  }

  /// Nothing new is to be found: the generation stays smaller.
  mutating func giveUp() { wanted = [0, 0, 0] }

  /// Takes an outcome: what is infeasible gives its place back.
  mutating func settle(_ outcome: Outcome) {
    guard let index = inFlight.firstIndex(where: { $0.architecture == outcome.architecture }) else { return }
    let kind = inFlight.remove(at: index).kind
    if outcome.status == .infeasible { wanted[kind.rawValue] += 1 }
    guard let reward = outcome.reward else { return }
    told.append(Individual(architecture: outcome.architecture, reward: reward))
  }
}

extension Generation {
  func write(to state: inout StateWriter) {
    for number in wanted + drawsLeft + [born, inFlight.count] { state.write(number) }
    for child in inFlight {
      state.write(child.kind.rawValue)
      state.write(child.architecture)
    }
    told.write(to: &state)
  }

  /// Reads what `write` wrote, of a generation of at most `size`.
  init(size: Int, from state: inout StateReader) throws {
    wanted = try (0..<3).map { _ in try state.integer(in: 0...size) }
    drawsLeft = try (0..<2).map { _ in try state.integer(in: 0...10 * size) }
    born = try state.integer(in: 0...1 << 60)
    inFlight = try (0..<state.count(ofAtLeast: 16)).map { _ in
      guard let kind = Kind(rawValue: try state.integer()) else { throw state.broken }
      return (try state.architecture(), kind)
    }
    told = try [Individual](from: &state)
  }
}

extension [Individual] {
  /// Writes them in order.
  func write(to state: inout StateWriter) {
    state.write(count)
    for individual in self {
      state.write(individual.architecture)
      state.write(individual.reward)
    }
  }

  /// Reads what `write` wrote.
  init(from state: inout StateReader) throws {
    self = try (0..<state.count(ofAtLeast: 16)).map { _ in
      Individual(architecture: try state.architecture(), reward: try state.real())
    }
  }
}
