import NASPlugin

/// Tournament evolution: of two individuals the worse dies at once, the better has a mutated child with its weights.
///
/// Real, Moore, Selle, Saxena, Suematsu, Tan, Le & Kurakin, Large-Scale Evolution of Image Classifiers, ICML 2017:
/// 1,000 individuals alive, 250 workers, one mutation a child, parents stay alive. A child starts from its parent's
/// weights (the evaluator takes what fits by id and shape) unless its mutation resets them: so IDENTITY trains the
/// parent further. With `scheme: growing` it is the evolution of Liu, Simonyan, Vinyals, Fernando & Kavukcuoglu,
/// Hierarchical Representations for Efficient Architecture Search, ICLR 2018: nobody dies, the parent is the best of 5
/// % of all; the paper has `population: 200, inherit_weights: false`.
///
/// Departures: who is in flight counts towards the population in place of who died for him, so that the number of
/// individuals stays P whatever the window; where trials failed, pairs reproduce without a death until it is P again
/// (the authors' code holds it near P by chance). Of equals the first drawn is the better. While nobody is alive,
/// proposals are samples of the space.
struct TournamentEvolution: Checkpointing, Component {
  enum Scheme: String, OptionChoice { case pairwise, growing }

  struct Configuration: ComponentConfiguration {
    var population = Option(
      1_000, in: 2...1_000_000, "P: how many live; as many are samples of the space at the start.")
    var scheme = Option(
      Scheme.pairwise,
      "Of a pair the worse dies and the better reproduces; or nobody dies, and the best of a share does.")
    var tournamentShare = Option(0.05, in: 0...1, "The share of the population that competes where it grows.")
    var inheritWeights = Option(true, "Whether children start from their parent's weights; needs kept weights.")
    var mutations = Option(1, in: 1...100, "Mutations a child; the paper tries 5 to leave local optima.")
  }

  static let descriptor = ComponentDescriptor(
    name: "tournament-evolution", summary: "Of two the worse dies, the better reproduces and hands its weights down.",
    paper: "Real et al., Large-Scale Evolution of Image Classifiers, ICML 2017", window: 250)

  let space: any SearchSpace
  let options: Configuration
  // swift-format-ignore: AlwaysUseLowerCamelCase
  let P: Int
  var random: RandomStream
  var (asked, told) = (0, 0)
  var alive: [Living] = []

  init(configuration: Configuration, context: ComponentContext) throws {
    (space, options, P) = (try context.space, configuration, configuration.population.value)
    random = context.random.stream("tournaments")
  }

  mutating func ask(_ count: Int) throws -> [Proposal] {
    try (0..<count).map { _ in
      defer { asked += 1 }
      guard asked >= P, let parent = parent() else { return Proposal(try space.sample(&random)) }
      return try child(of: parent)
    }
  }

  mutating func tell(_ outcomes: [Outcome]) {
    for outcome in outcomes {
      told += 1
      guard let reward = outcome.reward else { continue }
      alive.append(Living(architecture: outcome.architecture, reward: reward, trial: outcome.trial))
    }
  }

  private mutating func parent() -> Living? {
    if options.scheme.value == .growing { return bestOfShare() }
    while count > P, let pair = pair() { alive.remove(at: pair.worse) }
    guard let pair = pair() else { return alive.first }
    let parent = alive[pair.better]
    if count >= P { alive.remove(at: pair.worse) }
    return parent
  }

  /// How many individuals there are: alive, or on their way.
  private var count: Int { alive.count + asked - told }

  /// Two different individuals; nil where there are not so many.
  private mutating func pair() -> (better: Int, worse: Int)? {
    guard alive.count > 1 else { return nil }
    let first = random.index(below: alive.count)
    var second = random.index(below: alive.count - 1)
    if second >= first { second += 1 }
    return alive[first].reward >= alive[second].reward ? (first, second) : (second, first)
  }

  /// The best of a random share of all, at least of one.
  private mutating func bestOfShare() -> Living? {
    let size = max(1, Int((options.tournamentShare.value * Double(alive.count)).rounded()))
    var order = Array(alive.indices)
    for place in order.indices.prefix(size) {
      order.swapAt(place, place + random.index(below: order.count - place))
    }
    return order.prefix(size).map { alive[$0] }.max { $0.reward < $1.reward }
  }

  /// A child with its parent named, though it may be equal: it is another individual, never a duplicate.
  private mutating func child(of parent: Living) throws -> Proposal {
    var proposal = Proposal(parent.architecture)
    (proposal.parent, proposal.inherits) = (parent.trial, options.inheritWeights.value)
    for _ in 0..<options.mutations.value {
      let mutation = try space.drawMutation(of: proposal.architecture, rate: nil, &random)
      proposal.architecture = mutation.child
      if !mutation.inheritsWeights { proposal.inherits = false }
    }
    return proposal
  }
}
