import NASPlugin

/// Exhaustive search: every architecture of a numbered space, each exactly once.
///
/// No paper: what it ends with is the optimum that tabular benchmarks compare with (Ying et al., NAS-Bench-101, ICML
/// 2019). A prefix of the shuffled order is a sample without repeats. Its state is a number, so that it goes on
/// anywhere, and outcomes change nothing.
struct Exhaustive: Checkpointing, Component {
  enum Order: String, OptionChoice { case numbered, shuffled }

  struct Configuration: ComponentConfiguration {
    var order = Option(
      Order.numbered, "In which order: as the space numbers its architectures, or one that the seed selects.")
  }

  static let descriptor = ComponentDescriptor(
    name: "exhaustive", summary: "Proposes every architecture of a numbered space exactly once.",
    paper: "Ying et al., NAS-Bench-101: Towards Reproducible Neural Architecture Search, ICML 2019", window: 16,
    needs: ["nas.space.enumerable/1"])

  private static let tag = "exhaustive/1"

  let space: any Enumerable
  let permutation: NumberPermutation?
  private let count: Int
  var next = 0

  init(configuration: Configuration, context: ComponentContext) throws {
    guard let space = try context.space.enumerable else {
      throw NASError(
        .invalid, "strategy 'exhaustive' needs a space whose architectures are numbered", hint: "use 'random' here")
    }
    (self.space, count) = (space, space.count)
    var random = context.random.stream("order")
    permutation = configuration.order.value == .shuffled ? NumberPermutation(count: count, &random) : nil
  }

  mutating func ask(_ count: Int) throws -> [Architecture] {
    let places = next..<(next + min(count, self.count - next))
    let proposals = try places.map { try space.architecture(at: permutation?.number(at: $0) ?? $0) }
    next = places.upperBound
    return proposals
  }

  /// There is nothing to learn: all will be visited.
  mutating func tell(_ outcomes: [Outcome]) {}

  func snapshot() -> [UInt8] {
    var state = StateWriter(Self.tag)
    state.write(count)
    state.write(next)
    return state.bytes
  }

  mutating func restore(_ bytes: [UInt8]) throws {
    var state = try StateReader(bytes, tag: Self.tag)
    _ = try state.integer(in: count...count)
    let next = try state.integer(in: 0...count)
    try state.finish()
    self.next = next
  }
}
