import Engine
import NASPlugin
import NASPluginTesting
import Planning
import Storage
import Workers

/// A learner in miniature: mutates the best of what it was told, so that every outcome changes what comes next.
struct Learner: Strategy, Component {
  struct Configuration: ComponentConfiguration {
    var limit = Option(1_000_000, in: 0...1_000_000, "Proposals at most.")
    var inherits = Option(false, "Start from the weights of the trial before.")
  }

  static let descriptor = ComponentDescriptor(name: "learner", summary: "Mutates the best.", window: 3)

  let space: any SearchSpace
  let limit: Int
  let inherits: Bool
  var random: RandomStream
  var best: (architecture: Architecture, reward: Double)?
  var asked = 0

  init(configuration: Configuration, context: ComponentContext) throws {
    (space, limit, random) = (try context.space, configuration.limit.value, context.random.stream("learner"))
    inherits = configuration.inherits.value
  }

  mutating func ask(_ count: Int) throws -> [Proposal] {
    let first = asked
    return try architectures(count).enumerated().map { index, architecture in
      var proposal = Proposal(architecture)
      let trial = TrialID(first + index)
      if inherits, trial > 0 { (proposal.parent, proposal.inherits) = (trial - 1, true) }
      return proposal
    }
  }

  private mutating func architectures(_ count: Int) throws -> [Architecture] {
    let room = min(count, limit - asked)
    asked += room
    return try (0..<room).map { _ in
      guard let best, random.chance(0.8) else { return try space.sample(&random) }
      return try space.mutate(best.architecture, &random)
    }
  }

  mutating func tell(_ outcomes: [Outcome]) {
    for outcome in outcomes {
      guard let reward = outcome.reward, reward > best?.reward ?? -.infinity else { continue }
      best = (outcome.architecture, reward)
    }
  }
}

/// A dispatcher that finishes candidates in a shuffled order, some of them as failures.
final class ShufflingDispatcher: Dispatcher {
  let metrics = [Metric("ones"), Metric("zeros", maximize: false)]
  /// Every trial number that was evaluated, with its attempt, in the order of submission.
  private(set) var submitted: [(trial: TrialID, attempt: Int)] = []
  private(set) var candidates: [Candidate] = []
  /// Whether an attempt fails.
  var fails: (TrialID, Int) -> Bool = { _, _ in false }
  /// After so many results the study is cut off.
  var patience = Int.max
  private var waiting: [Candidate] = []
  private var random: RandomStream

  init(seed: UInt64) { random = RandomStream(seed: seed) }

  func submit(_ candidates: [Candidate]) {
    waiting += candidates
    self.candidates += candidates
    submitted += candidates.map { ($0.trial, $0.attempt) }
  }

  func wait() throws -> [TrialResult] {
    patience -= 1
    if patience < 0 { throw NASError(.cancelled, "cut off") }
    let candidate = waiting.remove(at: random.index(below: waiting.count))
    var result = TrialResult(
      trial: candidate.trial, attempt: candidate.attempt, evaluation: .completed(values(of: candidate)), cost: 0)
    if fails(candidate.trial, candidate.attempt) {
      result.evaluation = .failed("planned")
      result.failure = .init(.crash, "planned")
    }
    return [result]
  }

  private func values(of candidate: Candidate) -> [Double] {
    let ones = Double(candidate.architecture.tokens.reduce(0, +))
    return [ones, Double(candidate.architecture.tokens.count) - ones]
  }

  func stop() { waiting = [] }
}

/// A study in memory over the toy space.
struct Rehearsal {
  static let plugin = InProcessPlugin {
    ToySpace.self
    Learner.self
  }

  var plan: Plan
  var store = InMemoryStore()
  var dispatcher = ShufflingDispatcher(seed: 1)
  var learnerLimit = 1_000_000
  var inherits = false
  var artifacts: (any ArtifactKeeping)?

  init(trials: Int, window: Int = 3) {
    let plugin = PluginIdentity(id: "org.example.toy", version: "1", digest: "", path: "", isOwn: true)
    func component(_ role: Role, _ name: String) -> PlannedComponent {
      PlannedComponent(role: role, name: name, plugin: plugin, options: [])
    }
    plan = Plan(
      name: "rehearsal", space: component(.space, "toy"), strategy: component(.strategy, "learner"),
      evaluator: component(.evaluator, "none"), objectives: [Objective(metric: "ones", isMaximized: true)],
      budget: Budget(trials: trials))
    (plan.seed, plan.window) = (7, window)
  }

  /// Runs the study as far as it goes.
  @discardableResult
  func run(observe: @escaping (StudyProgress) -> Void = { _ in }) throws -> StudyEnding {
    let space = try Self.plugin.space("toy")
    let strategy = try Self.plugin.strategy(
      "learner", options: [("limit", .integer(learnerLimit)), ("inherits", .boolean(inherits))], seed: 5, over: space)
    var parts = StudyParts(space: space, strategy: strategy, dispatcher: dispatcher, store: store)
    (parts.observe, parts.artifacts) = (observe, artifacts)
    return try StudyLoop(plan: plan, parts: parts).run()
  }

  var outcomes: [Outcome] { get throws { try store.history().outcomes.compactMap(\.self) } }
}
