import NASPlugin

/// Regularized (aging) evolution: mutates the best of a random sample, and lets the oldest die, however good.
///
/// Real, Aggarwal, Huang & Le, Regularized Evolution for Image Classifier Architecture Search, AAAI 2019, algorithm 1;
/// P and S are the paper's. As in the authors' notebook the sample is drawn with replacement and the P random
/// individuals at the start count as trials.
///
/// Departures: several trials may be in flight, so a parent is chosen among those already told, and age counts from
/// the telling. A trial that failed or has no finite reward never joins the population; before anybody has joined,
/// proposals stay random. Two options are not the paper's, and off: `crossover_probability` makes the winners of two
/// samples parents of one child, which is then mutated as any other; `mutation_probability` changes every decision with
/// that probability instead of one (as NNI does with 0.05), where a child always differs from its parent.
struct RegularizedEvolution: Checkpointing, Component {
  struct Configuration: ComponentConfiguration {
    var population = Option(100, in: 1...1_000_000, "P: how many live; as many proposals are random at the start.")
    var sampleSize = Option(25, in: 1...1_000_000, "S: how many are drawn; the best of them becomes the parent.")
    var replacement = Option(true, "Whether one individual may be drawn several times, as in the authors' notebook.")
    var crossoverProbability = Option(
      0.0, in: 0...1, "How often a child recombines the winners of two samples before its mutation.")
    var mutationProbability = Option(
      0.0, in: 0...1, "With which probability each decision changes; 0 means the space's own mutation.")
  }

  static let descriptor = ComponentDescriptor(
    name: "regularized-evolution", summary: "Mutates the best of a sample of the population; the oldest dies.",
    paper: "Real et al., Regularized Evolution for Image Classifier Architecture Search, AAAI 2019", window: 4)

  let space: any SearchSpace
  // swift-format-ignore: AlwaysUseLowerCamelCase
  let P: Int
  // swift-format-ignore: AlwaysUseLowerCamelCase
  let S: Int
  let replacement: Bool
  let variation: Variation
  var random: RandomStream
  var asked = 0
  var population: Population

  init(configuration: Configuration, context: ComponentContext) throws {
    space = try context.space
    (P, S) = (configuration.population.value, configuration.sampleSize.value)
    replacement = configuration.replacement.value
    variation = try Variation(
      over: space, crossover: configuration.crossoverProbability.value,
      mutation: configuration.mutationProbability.value, strategy: Self.descriptor.name)
    (random, population) = (context.random.stream("evolution"), Population(capacity: P))
  }

  mutating func ask(_ count: Int) throws -> [Architecture] {
    try (0..<count).map { _ in
      defer { asked += 1 }
      guard asked >= P, let parent = winner() else { return try space.sample(&random) }
      let other = variation.recombines(&random) ? winner() : nil
      return try variation.child(of: parent.architecture, and: other?.architecture, &random)
    }
  }

  private mutating func winner() -> Individual? {
    population.best(ofSample: S, replacement: replacement, &random)
  }

  mutating func tell(_ outcomes: [Outcome]) {
    for outcome in outcomes {
      guard let reward = outcome.reward else { continue }
      population.admit(Individual(architecture: outcome.architecture, reward: reward))
    }
  }
}
