import NASPlugin

/// The open-ended space of large-scale evolution: graphs of convolutions that grow from a linear model by mutation.
///
/// Real, Moore, Selle, Saxena, Suematsu, Tan, Le & Kurakin, Large-Scale Evolution of Image Classifiers, ICML 2017. The
/// learning rate is a gene. Departures, where the paper is silent: strides and filter sizes change by one step; a new
/// number of channels is never the old one; limits so wide that no search meets them keep networks describable.
struct LargeScaleEvolution: SearchSpace, Component {
  struct Configuration: ComponentConfiguration {
    var sampleMutations = Option(
      0, in: 0...100_000, "Random mutations from the initial individual to a sample; the paper starts with 0.")
    var imageChannels = Option(
      3, in: 1...1_024, "Channels of the images, for the mutation that draws a number of channels.")
    var maxChannels = Option(65_536, in: 1...1_000_000, "Channels that no layer may pass; the paper has no limit.")
  }

  static let descriptor = ComponentDescriptor(
    name: "large-scale-evolution",
    summary: "Open-ended graphs of convolutions and skips, with the learning rate, mutated in eleven ways.",
    paper: "Real et al., Large-Scale Evolution of Image Classifiers, ICML 2017", traits: [.threadSafe, .pure])

  let sampleMutations: Int
  let limits: GenomeLimits

  init(configuration: Configuration, context: ComponentContext) throws {
    sampleMutations = configuration.sampleMutations.value
    limits = GenomeLimits(
      imageChannels: configuration.imageChannels.value, mostChannels: configuration.maxChannels.value)
  }

  /// None: a genome has no fixed length.
  var decisions: [Decision] { [] }

  var layout: String { Genome.layout }

  /// The initial individual after the configured number of mutations that apply.
  func sample(_ random: inout RandomStream) throws -> Architecture {
    var architecture = Architecture(Genome.initial.tokens)
    for _ in 0..<sampleMutations { architecture = try mutate(architecture, &random) }
    return architecture
  }

  /// One of the eleven mutations, uniformly; nil where it cannot be done to this individual.
  ///
  /// A rate is the probability that anything is done at all: an open-ended genome counts as one decision.
  func mutation(of architecture: Architecture, rate: Double?, _ random: inout RandomStream) throws -> Mutation? {
    var mutator = try GenomeMutator(Genome(tokens: architecture.tokens), limits)
    if let rate, !random.chance(rate) { return nil }
    let all = GenomeMutation.allCases
    let drawn = all[random.index(below: all.count)]
    guard let what = mutator.apply(drawn, &random) else { return nil }
    return Mutation(
      Architecture(mutator.genome.tokens), what: drawn.rawValue + what, inheritsWeights: drawn != .resetWeights)
  }

  func validate(_ architecture: Architecture) throws {
    _ = try Genome(tokens: architecture.tokens).validated(limits)
  }
}
