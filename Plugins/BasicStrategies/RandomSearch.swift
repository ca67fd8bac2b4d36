import NASPlugin

/// Random search: independent samples of the space, without repeats unless they are asked for.
struct RandomSearch: Checkpointing, Component {
  struct Configuration: ComponentConfiguration {
    var repeats = Option(
      false,
      """
      Whether an architecture may be proposed twice; if not, the search ends when 1,000 samples in a row were known, \
      that is, when the space is exhausted or nearly so.
      """)
  }

  static let descriptor = ComponentDescriptor(
    name: "random", summary: "Proposes random architectures of the space.",
    paper: "Li & Talwalkar, Random Search and Reproducibility for Neural Architecture Search, UAI 2019", window: 16)

  private static let tag = "random/1"
  private static let patience = 1_000

  let space: any SearchSpace
  let repeats: Bool
  var random: RandomStream
  /// What was proposed, where that matters: it grows by one architecture a proposal, and not at all with repeats.
  var known: Set<Architecture> = []

  init(configuration: Configuration, context: ComponentContext) throws {
    (space, repeats) = (try context.space, configuration.repeats.value)
    random = context.random.stream("samples")
  }

  mutating func ask(_ count: Int) throws -> [Architecture] {
    var proposals: [Architecture] = []
    while proposals.count < count, let next = try draw() { proposals.append(next) }
    return proposals
  }

  /// Random search learns nothing.
  mutating func tell(_ outcomes: [Outcome]) {}

  private mutating func draw() throws -> Architecture? {
    for _ in 0..<Self.patience {
      let drawn = try space.sample(&random)
      if repeats || known.insert(drawn).inserted { return drawn }
    }
    return nil
  }

  func snapshot() -> [UInt8] {
    var state = StateWriter(Self.tag)
    state.write(random)
    state.write(known.count)
    // A set has no order of its own, and same state must give same bytes.
    for architecture in known.sorted(by: { $0.tokens.lexicographicallyPrecedes($1.tokens) }) {
      state.write(architecture)
    }
    return state.bytes
  }

  mutating func restore(_ bytes: [UInt8]) throws {
    var state = try StateReader(bytes, tag: Self.tag)
    let random = try state.stream()
    let known = try (0..<state.count(ofAtLeast: 8)).map { _ in try state.architecture() }
    try state.finish()
    (self.random, self.known) = (random, Set(known))
  }
}
