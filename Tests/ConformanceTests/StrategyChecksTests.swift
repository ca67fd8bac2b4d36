import NASPlugin
import NASPluginTesting
import Testing

/// A hill climb that breaks one promise.
private struct BrokenStrategy: Checkpointing, Component {
  enum Flaw: String, OptionChoice {
    case none, clock, sharedState, tooMany, invalid, throwsOnFailure, stallsOnFailure, trustsNumbers, silent
    case forgetsBest, forgetsStream, restoresAnything, growing
  }
  struct Configuration: ComponentConfiguration {
    var flaw = Option(Flaw.none, "What is wrong.")
  }
  static let descriptor = ComponentDescriptor(name: "broken", summary: "Breaks a promise.")
  nonisolated(unsafe) static var calls = 0

  let space: any SearchSpace
  let flaw: Flaw
  var random: RandomStream
  var best: (architecture: Architecture, reward: Double)?
  var failures = 0
  var history: [Architecture] = []

  init(configuration: Configuration, context: ComponentContext) throws {
    (space, flaw, random) = (try context.space, configuration.flaw.value, context.random.stream("climb"))
  }

  mutating func ask(_ count: Int) throws -> [Architecture] {
    Self.calls += 1
    if flaw == .silent || (flaw == .stallsOnFailure && failures > 2) { return [] }
    if flaw == .clock { random = RandomStream(seed: UInt64(Self.calls)) }
    if flaw == .sharedState && Self.calls % 97 == 0 { _ = random.next() }
    if flaw == .invalid { return (0..<count).map { _ in Architecture([7]) } }
    let number = flaw == .tooMany ? count + 1 : count
    let answer = try (0..<number).map { _ in
      try best.map { try space.mutate($0.architecture, &random) } ?? space.sample(&random)
    }
    if flaw == .growing { history += answer }
    return answer
  }

  mutating func tell(_ outcomes: [Outcome]) throws {
    for outcome in outcomes {
      if outcome.status == .failed || outcome.status == .infeasible { failures += 1 }
      if flaw == .throwsOnFailure && outcome.status == .failed { throw NASError(.failed, "a trial failed") }
      let reward = flaw == .trustsNumbers ? Optional(outcome.objectives.first ?? 0) : outcome.reward
      guard let reward else { continue }
      // Where a number is trusted, one that is none ends the climb.
      if flaw == .trustsNumbers { try require(reward.isFinite) }
      if reward > best?.reward ?? -.infinity { best = (outcome.architecture, reward) }
    }
  }

  private func require(_ condition: Bool) throws { if !condition { throw NASError(.internal, "not a number") } }

  func snapshot() throws -> [UInt8] {
    var state = StateWriter("broken/1")
    state.write(flaw == .forgetsStream ? RandomStream(seed: 1) : random)
    state.write(failures)
    state.write(history.count)
    for architecture in history { state.write(architecture) }
    state.write(best == nil || flaw == .forgetsBest ? 0 : 1)
    guard let best, flaw != .forgetsBest else { return state.bytes }
    state.write(best.architecture)
    state.write(best.reward)
    return state.bytes
  }

  mutating func restore(_ bytes: [UInt8]) throws {
    if flaw == .restoresAnything, bytes.count < 100 { return }
    var state = try StateReader(bytes, tag: "broken/1")
    let random = try state.stream()
    let failures = try state.integer()
    let history = try (0..<state.count(ofAtLeast: 8)).map { _ in try state.architecture() }
    let best = try state.integer(in: 0...1) == 1 ? (try state.architecture(), try state.real()) : nil
    try state.finish()
    (self.random, self.failures, self.history) = (random, failures, history)
    self.best = best.map { (architecture: $0.0, reward: $0.1) }
  }
}

@Suite(.serialized) struct StrategyChecksTests {
  private let plugin = InProcessPlugin {
    BrokenStrategy.self
    ToySpace.self
  }

  private func violations(_ flaw: BrokenStrategy.Flaw, stateLimit: Int? = 400) throws -> [Violation] {
    let space = try plugin.space("toy")
    return checkStrategy(over: space, stateLimit: stateLimit) {
      try plugin.strategy("broken", options: [("flaw", .text(flaw.rawValue))], seed: 3, over: space)
    }
  }

  @Test func withoutFlawNothingIsFound() throws { #expect(try violations(.none) == []) }

  @Test(arguments: [
    (BrokenStrategy.Flaw.clock, "reproducible"), (.sharedState, "reproducible"), (.tooMany, "count"),
    (.invalid, "valid"),
    (.throwsOnFailure, "failures"), (.stallsOnFailure, "failures"), (.trustsNumbers, "failures"), (.silent, "search"),
    (.forgetsBest, "checkpoint"), (.forgetsStream, "checkpoint"), (.restoresAnything, "damaged state"),
    (.growing, "state size"),
  ])
  fileprivate func findsEachFlaw(flaw: BrokenStrategy.Flaw, violation: String) throws {
    let found = try violations(flaw)
    #expect(found.map(\.name).contains(violation), "\(found)")
  }

  @Test func aStateWithoutLimitMayGrow() throws { #expect(try violations(.growing, stateLimit: nil) == []) }
}
