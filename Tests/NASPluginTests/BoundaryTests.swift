import NASPlugin
import NASPluginTesting
import Testing

/// Proposes what a test laid down, and remembers what it is told.
private struct Echo: Strategy, Component {
  static let descriptor = ComponentDescriptor(name: "echo", summary: "Proposes what it is given.")
  nonisolated(unsafe) static var answer: [Proposal] = []
  nonisolated(unsafe) static var told: [[Outcome]] = []

  init(configuration: NoOptions, context: ComponentContext) {}
  mutating func ask(_ count: Int) -> [Proposal] { Self.answer }
  mutating func tell(_ outcomes: [Outcome]) { Self.told.append(outcomes) }
}

/// Remembers the candidates it is handed, and answers what a test laid down.
private struct Listener: Evaluator, Component {
  static let descriptor = ComponentDescriptor(name: "listener", summary: "Listens.")
  nonisolated(unsafe) static var heard: [Candidate] = []
  nonisolated(unsafe) static var answer: [Evaluation] = []

  let metrics = [Metric("größe", unit: "s", maximize: false, measured: true), Metric("b")]
  init(configuration: NoOptions, context: ComponentContext) {}
  func evaluate(_ candidates: [Candidate], in session: EvaluationSession) throws -> [Evaluation] {
    Self.heard = candidates
    return Self.answer
  }
}

/// Keeps nothing but what it was fitted with.
private struct Line: Predictor, Component {
  static let descriptor = ComponentDescriptor(name: "line", summary: "Echoes.")
  var known: [Architecture: Double] = [:]

  init(configuration: NoOptions, context: ComponentContext) {}
  mutating func fit(_ architectures: [Architecture], values: [Double]) {
    known = Dictionary(zip(architectures, values)) { $1 }
  }
  func predict(_ architectures: [Architecture]) throws -> [Prediction] {
    try architectures.map {
      guard let value = known[$0] else { throw NASError(.missing, "nothing is known of \($0.tokens)", hint: "fit it") }
      return Prediction(mean: value, variance: Double($0.tokens.count))
    }
  }
}

@Suite(.serialized) struct BoundaryTests {
  private let plugin = InProcessPlugin {
    Echo.self
    Listener.self
    Line.self
    ToySpace.self
  }

  private func proposals() -> [Proposal] {
    var all = [Proposal(Architecture([1, -2, .max, .min])), Proposal(Architecture([])), Proposal(Architecture([5]))]
    all[1].fidelity = Fidelity(0.25, .fraction)
    all[2].fidelity = Fidelity(12, .epochs)
    (all[2].parent, all[2].inherits) = (7, true)
    (all[0].parent, all[0].continues) = (0, true)
    return all
  }

  @Test func proposalsCross() throws {
    var strategy = try plugin.strategy("echo", over: plugin.space("toy"))
    Echo.answer = proposals()
    #expect(try strategy.ask(3) == proposals())
    Echo.answer = [Proposal(Architecture([1, 2]))]
    #expect(try strategy.ask(3) == Echo.answer)
    Echo.answer = []
    #expect(try strategy.ask(3).isEmpty)
  }

  @Test func tooManyProposalsAreRefused() throws {
    var strategy = try plugin.strategy("echo", over: plugin.space("toy"))
    Echo.answer = proposals()
    let error = try #require(throws: NASError.self) { try strategy.ask(2) }
    #expect(error.message == "the strategy answered 3 proposals when asked for 2")
  }

  @Test func outcomesCross() throws {
    var strategy = try plugin.strategy("echo", over: plugin.space("toy"))
    var outcomes = proposals().enumerated().map { index, proposal in
      Outcome(
        trial: TrialID(index) << 40, proposal: proposal, status: Outcome.Status.allCases[index],
        metrics: [0.5, Double(index)])
    }
    outcomes[0].curve = [CurvePoint(step: 1, metrics: [1, 2]), CurvePoint(step: 2.5, metrics: [3, 4])]
    outcomes[2].curve = [CurvePoint(step: 9, metrics: [5, 6])]
    outcomes[1].reason = "out of memory — größer"
    for index in outcomes.indices { (outcomes[index].objectives, outcomes[index].cost) = ([0.25, -1], 3.5) }
    Echo.told = []
    try strategy.tell(outcomes)
    #expect(Echo.told == [outcomes])
  }

  @Test func missingNumbersCrossAsNone() throws {
    var strategy = try plugin.strategy("echo", over: plugin.space("toy"))
    var done = Outcome(trial: 1, proposal: Proposal(Architecture([1])), status: .completed, metrics: [1, 2])
    done.objectives = [0.5]
    let failed = Outcome(trial: 2, proposal: Proposal(Architecture([0])), status: .failed, reason: "gone")
    Echo.told = []
    try strategy.tell([done, failed])
    #expect(Echo.told[0][0] == done && Echo.told[0][0].reward == 0.5)
    #expect(
      Echo.told[0][1].reward == nil && Echo.told[0][1].metrics.allSatisfy(\.isNaN) && Echo.told[0][1].reason == "gone")
  }

  /// The memory that is lent grows with the largest batch, and is used again without leaving anything behind.
  @Test func batchesOfAllSizesCross() throws {
    var strategy = try plugin.strategy("echo", over: plugin.space("toy"))
    var random = RandomStream(seed: 3)
    for size in [1, 5_000, 2, 300, 20_000, 1] {
      let outcomes = (0..<size).map { index in
        let tokens = (0..<random.index(below: 12)).map { _ in Int32(truncatingIfNeeded: random.next()) }
        var outcome = Outcome(
          trial: TrialID(index), proposal: Proposal(Architecture(tokens)), status: .failed, metrics: [1])
        outcome.objectives = [Double(index)]
        outcome.reason = String(repeating: "x", count: random.index(below: 40))
        return outcome
      }
      Echo.told = []
      try strategy.tell(outcomes)
      #expect(Echo.told == [outcomes])
    }
  }

  @Test func candidatesAndEvaluationsCross() throws {
    let evaluator = try plugin.evaluator("listener")
    #expect(evaluator.metrics == [Metric("größe", unit: "s", maximize: false, measured: true), Metric("b")])
    var candidates = proposals().enumerated().map {
      Candidate(trial: TrialID($0) + 9, proposal: $1, seed: .max - UInt64($0))
    }
    (candidates[0].attempt, candidates[1].deadline, candidates[2].parentWeights) = (
      2, 123_456_789, "/store/ö.safetensors"
    )
    Listener.answer = [.completed([1, 2]), .failed("crashed: größe"), .pruned([0.5, 0.25])]
    #expect(try evaluator.evaluate(candidates).map(\.evaluation) == Listener.answer)
    #expect(Listener.heard == candidates)
  }

  @Test func evaluationsThatCannotBeAreFailures() throws {
    let evaluator = try plugin.evaluator("listener")
    let candidates = (0..<3).map { Candidate(trial: TrialID($0), proposal: Proposal(Architecture([])), seed: 0) }
    Listener.answer = [.completed([1]), .completed([.nan, 1]), .completed([1, 2, 3])]
    #expect(
      try evaluator.evaluate(candidates).map(\.evaluation) == [
        .failed("the evaluator answered 1 values for 2 metrics"), .failed("metric 'größe' is not finite (nan)"),
        .failed("the evaluator answered 3 values for 2 metrics"),
      ])
    Listener.answer = []
    let error = try #require(throws: NASError.self) { try evaluator.evaluate(candidates) }
    #expect(error.message == "the evaluator answered 0 of 3 candidates")
  }

  @Test func predictionsAndErrorsCross() throws {
    var predictor = try plugin.predictor("line", over: plugin.space("toy"))
    let architectures = [[1, 2], [], [3]].map { Architecture($0) }
    try predictor.fit(architectures, values: [0.5, -1, 7])
    #expect(
      try predictor.predict(architectures.reversed()) == [
        Prediction(mean: 7, variance: 1), Prediction(mean: -1, variance: 0), Prediction(mean: 0.5, variance: 2),
      ])
    let error = try #require(throws: NASError.self) { try predictor.predict([Architecture([4])]) }
    #expect(error == NASError(.missing, "nothing is known of [4]", hint: "fit it"))
  }

  @Test func spacesCross() throws {
    let (space, toy) = (try plugin.space("toy", options: [("bits", .integer(5))]), ToySpace(bits: 5))
    #expect(space.decisions == toy.decisions && space.layout == toy.layout)
    var (here, there) = (RandomStream(seed: 4), RandomStream(seed: 4))
    for _ in 0..<50 {
      let architecture = toy.sample(&here)
      #expect(try space.sample(&there) == architecture)
      #expect(
        try space.mutation(of: architecture, rate: 0.5, &there) == toy.mutation(of: architecture, rate: 0.5, &here))
      #expect(
        try #require(space.crossing).cross(architecture, Architecture([0, 0, 0, 0, 0]), &there)
          == toy.cross(architecture, Architecture([0, 0, 0, 0, 0]), &here))
      #expect(here == there)
      #expect(try space.network(for: architecture, task: .cifar10) == toy.network(for: architecture, task: .cifar10))
    }
    let error = try #require(throws: NASError.self) { try space.parse("01x10") }
    #expect(error == NASError(.invalid, "'01x10' is not 5 bits", hint: "write zeros and ones"))
  }

  @Test func mutationsThatNeverApplyEndWithASentence() throws {
    let space = try plugin.space("toy")
    var random = RandomStream(seed: 1)
    let parent = Architecture([0, 1, 0, 1, 0, 1, 0, 1])
    #expect(try space.mutation(of: parent, rate: 0, &random) == nil)
    let error = try #require(throws: NASError.self) { try space.drawMutation(of: parent, rate: 0, &random) }
    #expect(error.message == "no mutation applied to '01010101' in 1,000 draws")
  }
}
