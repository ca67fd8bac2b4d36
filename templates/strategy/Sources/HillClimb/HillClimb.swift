import NASPlugin

/// Mutates the best architecture so far and restarts when it stops improving.
struct HillClimb: Strategy, Component {
  struct Configuration: ComponentConfiguration {
    var patience = Option(50, in: 1...10_000, "Mutations without improvement before a restart.")
  }
  static let descriptor = ComponentDescriptor(name: "hill-climb", summary: "Mutates the best architecture so far.")

  let space: any SearchSpace
  let patience: Int
  var random: RandomStream
  var best: (architecture: Architecture, reward: Double)?
  var stale = 0

  init(configuration: Configuration, context: ComponentContext) throws {
    (space, patience) = (try context.space, configuration.patience.value)
    random = context.random.stream("climb")
  }

  mutating func ask(_ count: Int) throws -> [Architecture] {
    try (0..<count).map { _ in try best.map { try space.mutate($0.architecture, &random) } ?? space.sample(&random) }
  }

  mutating func tell(_ outcomes: [Outcome]) {
    for outcome in outcomes {
      guard let reward = outcome.reward else { continue }
      if reward > best?.reward ?? -.infinity { (best, stale) = ((outcome.architecture, reward), 0) } else { stale += 1 }
      if stale >= patience { (best, stale) = (nil, 0) }
    }
  }
}

/// What `nas` calls when it opens the library.
@_cdecl("nas_plugin_entry_v1")
public func entry(_ host: UnsafeRawPointer?) -> UnsafeRawPointer? {
  Plugin(id: "org.example.hill-climb", version: "0.1.0") { HillClimb.self }.enter(host)
}
