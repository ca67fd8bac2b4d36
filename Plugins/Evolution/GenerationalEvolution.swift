import NASPlugin

/// Generational evolution: the best of all generations so far have mutated and recombined children, never twice the
/// same.
///
/// Guo, Zhang, Mu, Heng, Liu, Wei & Sun, Single Path One-Shot Neural Architecture Search with Uniform Sampling, ECCV
/// 2020; the defaults are its authors'. RLNAS (Zhang et al., CVPR 2021) searches NAS-Bench-201 with `population: 100,
/// parents: 30, mutation: 50, crossover: 50`. As in both programs parents are the best of the whole history, children
/// draw their parents uniformly, mutation changes each decision with a probability, what was proposed is never again,
/// a half that misses its number within ten times as many draws is filled up at random, and so is the first generation.
///
/// Departures: how a decision changes is the space's affair, so a mutated decision always takes another option (the
/// programs may draw the same; RLNAS never draws `none`). Constraints are the study's: an architecture that the engine
/// finds infeasible is a trial, but takes no place in its generation, and another is drawn in its stead. A trial that
/// failed takes its place and is no parent. Where the space is exhausted before a generation is full, it stays smaller.
struct GenerationalEvolution: Checkpointing, Component {
  struct Configuration: ComponentConfiguration {
    var population = Option(50, in: 1...1_000_000, "How many feasible architectures a generation has.")
    var parents = Option(10, in: 1...1_000_000, "How many of the best so far are parents.")
    var mutation = Option(25, in: 0...1_000_000, "How many children of a generation are mutated.")
    var crossover = Option(25, in: 0...1_000_000, "How many are recombined of two parents; the rest is random.")
    var mutationProbability = Option(
      0.1, in: 0.000_1...1, "With which probability each decision of a mutated child changes.")
    var generations = Option(20, in: 0...1_000_000_000, "After how many generations the search ends; 0 means never.")

    func validate() throws {
      guard mutation.value + crossover.value > population.value else { return }
      throw NASError(
        .invalid,
        "\(mutation.value) mutated and \(crossover.value) recombined children do not fit into a generation of "
          + "\(population.value)", hint: "raise 'population', or lower 'mutation' or 'crossover'")
    }
  }

  static let descriptor = ComponentDescriptor(
    name: "generational-evolution", summary: "Mutates and recombines the best of all generations, without repeats.",
    paper: "Guo et al., Single Path One-Shot Neural Architecture Search with Uniform Sampling, ECCV 2020", window: 50,
    needs: ["nas.space.crossing/1"])

  let space: any Crossing
  let options: Configuration
  var random: RandomStream
  var visited = Visited()
  /// The best so far, best first, as they were when the generation began.
  var parents: [Individual] = []
  var generation: Generation
  var number = 0

  init(configuration: Configuration, context: ComponentContext) throws {
    guard let space = try context.space.crossing else {
      throw NASError(
        .invalid, "strategy 'generational-evolution' needs a space with the ability 'crossing'",
        hint: "use 'regularized-evolution' here")
    }
    (self.space, options) = (space, configuration)
    random = context.random.stream("generations")
    generation = Generation(random: configuration.population.value)
  }

  mutating func ask(_ count: Int) throws -> [Architecture] {
    var proposals: [Architecture] = []
    while proposals.count < count {
      if let child = try nextChild() {
        proposals.append(child)
      } else {
        guard generation.inFlight.isEmpty, beginNext() else { break }
      }
    }
    return proposals
  }

  mutating func tell(_ outcomes: [Outcome]) {
    for outcome in outcomes { generation.settle(outcome) }
  }

  /// The next child of this generation, noted as proposed; nil where all were asked.
  private mutating func nextChild() throws -> Architecture? {
    while let kind = generation.next(hasParents: !parents.isEmpty) {
      guard let drawn = try draw(kind) else { continue }
      generation.propose(drawn, kind)
      return drawn
    }
    return nil
  }

  /// One draw; nil where it gives nothing new.
  private mutating func draw(_ kind: Generation.Kind) throws -> Architecture? {
    let drawn: Architecture?
    switch kind {
    case .mutated:
      guard let parent = random.pick(parents)?.architecture else { return nil }
      drawn = try space.mutation(of: parent, rate: options.mutationProbability.value, &random)?.child
    case .recombined:
      guard let first = random.pick(parents), let second = random.pick(parents) else { return nil }
      drawn = try space.cross(first.architecture, second.architecture, &random)
    case .random:
      guard let sample = try visited.sample(space, &random) else {
        generation.giveUp()
        return nil
      }
      return sample
    }
    return drawn.flatMap { visited.insert($0) ? $0 : nil }
  }

  /// Chooses the parents and begins the next generation; false where this was the last, or nothing new was found.
  private mutating func beginNext() -> Bool {
    guard generation.born > 0, options.generations.value == 0 || number + 1 < options.generations.value else {
      return false
    }
    // Stable: among equals the earlier stays before the later.
    parents = Array((parents + generation.told).sorted { $0.reward > $1.reward }.prefix(options.parents.value))
    number += 1
    let (mutation, crossover) = (options.mutation.value, options.crossover.value)
    generation = Generation(
      mutated: mutation, recombined: crossover, random: options.population.value - mutation - crossover)
    return true
  }
}
