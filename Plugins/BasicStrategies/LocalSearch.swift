import NASPlugin

/// Local search: moves to a better neighbour while there is one, then starts again at a random architecture.
///
/// White, Nolen & Savani, Exploring the Loss Landscape in Neural Architecture Search, UAI 2021: with `improvement:
/// best` all neighbours are evaluated and the best of them is next, with `first` the first that is better (the paper's
/// "query until improvement"). As there, neighbours differ in one decision.
///
/// Departures: nothing is evaluated twice. A neighbour met on an earlier climb counts with the reward it had then, so
/// the end of a climb is a local optimum among all its neighbours. Several trials may be in flight: with `first`, those
/// that were asked before the move are told later and serve as known neighbours. Where a space has no decisions, or
/// `neighbours: mutations` says so, neighbours are what a number of the space's own mutations reach. What failed is no
/// better neighbour.
struct LocalSearch: Checkpointing, Component {
  enum Improvement: String, OptionChoice { case best, first }
  enum Neighbours: String, OptionChoice { case decisions, mutations }

  struct Configuration: ComponentConfiguration {
    var improvement = Option(Improvement.best, "Which neighbour is next: the best of all, or the first better one.")
    var neighbours = Option(
      Neighbours.decisions, "What a neighbour is: one decision changed, or what the space's own mutation reaches.")
    var mutations = Option(
      100, in: 1...100_000, "How many mutations are drawn for the neighbours of one architecture, where they are used.")
  }

  static let descriptor = ComponentDescriptor(
    name: "local-search", summary: "Moves to better neighbours; restarts at a local optimum.",
    paper: "White et al., Exploring the Loss Landscape in Neural Architecture Search, UAI 2021", window: 8)

  private static let patience = 1_000

  let space: any SearchSpace
  let improvement: Improvement
  let neighbours: Neighbours
  let mutations: Int
  var random: RandomStream
  var known = KnownRewards()
  var climb = Climb()

  init(configuration: Configuration, context: ComponentContext) throws {
    space = try context.space
    (improvement, neighbours) = (configuration.improvement.value, configuration.neighbours.value)
    mutations = configuration.mutations.value
    random = context.random.stream("climbs")
  }

  mutating func ask(_ count: Int) throws -> [Architecture] {
    var proposals: [Architecture] = []
    while proposals.count < count, let next = try next() {
      known.propose(next)
      climb.pending.insert(next)
      proposals.append(next)
    }
    return proposals
  }

  mutating func tell(_ outcomes: [Outcome]) {
    for outcome in outcomes {
      known.learn(outcome.architecture, outcome.reward)
      guard climb.pending.remove(outcome.architecture) != nil, let reward = outcome.reward else { continue }
      climb.consider(outcome.architecture, reward)
    }
  }

  /// The next to evaluate: a neighbour, or a new start; nil until more is told, and where nothing new is left.
  private mutating func next() throws -> Architecture? {
    while let better = climb.better, improvement == .first || climb.isDecided {
      climb = try opened(at: better)
    }
    if let neighbour = climb.open.popLast() { return neighbour }
    guard climb.isDecided else { return nil }
    climb = Climb()
    return try start()
  }

  /// The climb at its next architecture: neighbours that are known compete at once, the others are to be evaluated.
  private mutating func opened(at place: Climb.Place) throws -> Climb {
    var next = Climb(current: place)
    for neighbour in try neighbours(of: place.architecture) {
      switch known[neighbour] {
      case .new: next.open.append(neighbour)
      case .inFlight: next.pending.insert(neighbour)
      case .told(let reward): next.consider(neighbour, reward)
      }
    }
    random.shuffle(&next.open)
    return next
  }

  /// A random architecture that was never proposed, or, where a space knows but a few, one that mutations lead to.
  private mutating func start() throws -> Architecture? {
    var drawn = try space.sample(&random)
    for _ in 0..<Self.patience where known.contains(drawn) { drawn = try space.sample(&random) }
    for _ in 0..<Self.patience where known.contains(drawn) { drawn = try space.mutate(drawn, &random) }
    return known.contains(drawn) ? nil : drawn
  }
}
