import NASPlugin

/// NSGA-II: several objectives at once; parents and children compete by front, then by how lonely they are on it.
///
/// Deb, Pratap, Agarwal & Meyarivan, A Fast and Elitist Multiobjective Genetic Algorithm: NSGA-II, IEEE Transactions on
/// Evolutionary Computation 2002: fast non-dominated sort, crowding distance, crowded binary tournament, constrained
/// domination, P children of P parents, the best P of both survive. p_c and p_m are the paper's: 0.9, and one over the
/// number of decisions.
///
/// Departures: the paper's operators work on real numbers and bits, these on a space: recombination where it has the
/// ability, else mutation alone, and the mutation of the space with p_m a decision (where it has no decisions, its
/// own). The two of a tournament are drawn uniformly. What was proposed is not again, unless `repeats` says so. How
/// much a constraint is broken is not known here: an infeasible individual is dominated by every feasible one, and
/// among themselves the younger stay. P is 50 rather than 100, so that a few hundred evaluations are several
/// generations.
struct NSGA2: Checkpointing, Component {
  struct Configuration: ComponentConfiguration {
    var population = Option(50, in: 2...1_000_000, "P: how many survive a generation, and how many children they have.")
    var crossoverProbability = Option(
      0.9, in: 0...1, "p_c: how often a child has two parents; never where the space cannot recombine.")
    var mutationProbability = Option(
      0.0, in: 0...1, "p_m: with which probability each decision changes; 0 means one over their number.")
    var repeats = Option(false, "Whether an architecture may be proposed twice.")
  }

  static let descriptor = ComponentDescriptor(
    name: "nsga2", summary: "Searches for the Pareto front of several objectives.",
    paper: "Deb et al., A Fast and Elitist Multiobjective Genetic Algorithm: NSGA-II, IEEE TEVC 2002", window: 50)

  private static let patience = 100

  let space: any SearchSpace
  let crossing: (any Crossing)?
  let options: Configuration
  // swift-format-ignore: AlwaysUseLowerCamelCase
  let P: Int
  let rate: Double?
  var random: RandomStream
  var visited = Visited()
  /// Who survived, ranked.
  var parents: [Ranked] = []
  /// Who was told since, in the order of telling.
  var children: [Ranked] = []
  /// How many were asked and told since.
  var (asked, told) = (0, 0)
  /// How many objectives the study has; 0 until a trial told.
  var width = 0

  init(configuration: Configuration, context: ComponentContext) throws {
    (space, options, P) = (try context.space, configuration, configuration.population.value)
    crossing = configuration.crossoverProbability.value > 0 ? space.crossing : nil
    let given = configuration.mutationProbability.value
    let decisions = space.decisions.count
    rate = given > 0 ? given : decisions > 0 ? 1 / Double(decisions) : nil
    random = context.random.stream("generations")
  }

  mutating func ask(_ count: Int) throws -> [Architecture] {
    if asked == P, told >= asked { select() }
    var proposals: [Architecture] = []
    while proposals.count < count, asked < P, let child = try child() {
      asked += 1
      proposals.append(child)
    }
    return proposals
  }

  mutating func tell(_ outcomes: [Outcome]) {
    for outcome in outcomes {
      told += 1
      let isInfeasible = outcome.status == .infeasible
      guard isInfeasible || isComparable(outcome) else { continue }
      children.append(Ranked(outcome.architecture, objectives: isInfeasible ? [] : outcome.objectives))
    }
  }

  private mutating func isComparable(_ outcome: Outcome) -> Bool {
    guard outcome.reward != nil, outcome.objectives.allSatisfy(\.isFinite) else { return false }
    if width == 0 { width = outcome.objectives.count }
    return outcome.objectives.count == width
  }

  /// The best P of parents and children become parents: front by front, of the last that fits the loneliest.
  private mutating func select() {
    parents = Array(Ranked.ordered(parents + children).prefix(P))
    (children, asked, told) = ([], 0, 0)
  }

  /// A child that was never proposed; nil where the space is exhausted.
  private mutating func child() throws -> Architecture? {
    guard !parents.isEmpty else { return try fresh() }
    for _ in 0..<Self.patience {
      let drawn = try offspring()
      if options.repeats.value || visited.insert(drawn) { return drawn }
    }
    return try fresh()
  }

  private mutating func fresh() throws -> Architecture? {
    options.repeats.value ? try space.sample(&random) : try visited.sample(space, &random)
  }

  /// Recombined and, where the draw says so, mutated; or mutated alone, then always.
  private mutating func offspring() throws -> Architecture {
    let parent = tournament()
    guard let crossing, random.chance(options.crossoverProbability.value) else {
      return try space.drawMutation(of: parent, rate: rate, &random).child
    }
    let recombined = try crossing.cross(parent, tournament(), &random)
    return try space.mutation(of: recombined, rate: rate, &random)?.child ?? recombined
  }

  /// The better of two parents: of the lower front, or the lonelier on one front, or the first drawn.
  private mutating func tournament() -> Architecture {
    let first = parents[random.index(below: parents.count)]
    let second = parents[random.index(below: parents.count)]
    return second.isBetter(than: first) ? second.architecture : first.architecture
  }
}
