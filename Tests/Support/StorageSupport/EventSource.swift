import NASPlugin
package import Storage

/// Makes up records of a study that keep all rules: same seed, same records, on every machine.
///
/// Values are chosen to hurt: every kind of number, texts with all sorts of characters, long and empty rows.
package struct EventSource {
  /// How many records were made; it stands in each of them as the fact `records`.
  package private(set) var made = 0
  private var random: RandomStream
  private var proposals: [Proposal] = []
  private var unfinished: [TrialID] = []
  private let mostTrials: Int

  /// A source whose events carry at most so many trials.
  package init(seed: UInt64, mostTrials: Int) {
    random = RandomSource(seed: seed).stream("events")
    self.mostTrials = mostTrials
  }

  /// The events of the next record.
  package mutating func next() -> [StoreEvent] {
    made += 1
    var events: [StoreEvent] = [.fact(key: "records", value: String(made))]
    if random.chance(0.7) || proposals.isEmpty { events.append(ask()) }
    if random.chance(0.7), let event = finish() { events.append(event) }
    if random.chance(0.1) { events.append(checkpoint()) }
    if random.chance(0.1) { events.append(artifact()) }
    let value = text().replacing("\0", with: " ")
    if random.chance(0.1) { events.append(.fact(key: "fact \(random.index(below: 5))", value: value)) }
    return events
  }
}

extension EventSource {
  private mutating func size() -> Int { 1 + (random.chance(0.5) ? 0 : random.index(below: mostTrials)) }

  private mutating func ask() -> StoreEvent {
    let first = TrialID(proposals.count)
    let isPlain = random.chance(0.5)
    for _ in 0..<size() {
      unfinished.append(TrialID(proposals.count))
      proposals.append(isPlain ? Proposal(Architecture([1, 2, 3, 4, 0, 2])) : proposal())
    }
    return .asked(first: first, Array(proposals[Int(first)...]))
  }

  private mutating func proposal() -> Proposal {
    var proposal = Proposal(Architecture((0..<random.index(below: 9)).map { _ in token() }))
    if random.chance(0.5) {
      proposal.fidelity = Fidelity(number(), random.pick(Fidelity.Unit.allCases) ?? .fraction)
    }
    if random.chance(0.5), !proposals.isEmpty { proposal.parent = TrialID(random.index(below: proposals.count)) }
    (proposal.inherits, proposal.continues) = (random.chance(0.5), random.chance(0.5))
    return proposal
  }

  private mutating func finish() -> StoreEvent? {
    guard !unfinished.isEmpty else { return nil }
    random.shuffle(&unfinished)
    let count = min(size(), unfinished.count)
    let trials = unfinished.suffix(count)
    unfinished.removeLast(count)
    let isPlain = random.chance(0.5)
    return .finished(trials.map { isPlain ? plainOutcome($0) : outcome($0) })
  }

  private mutating func plainOutcome(_ trial: TrialID) -> Outcome {
    let metrics = (0..<4).map { _ in random.uniform() }
    return Outcome(trial: trial, proposal: proposals[Int(trial)], status: .completed, metrics: metrics)
  }

  private mutating func outcome(_ trial: TrialID) -> Outcome {
    let status = random.pick(Outcome.Status.allCases) ?? .completed
    var outcome = Outcome(
      trial: trial, proposal: proposals[Int(trial)], status: status, reason: text(), metrics: numbers())
    outcome.objectives = numbers()
    outcome.cost = number()
    outcome.curve = (0..<random.index(below: 4)).map { _ in CurvePoint(step: number(), metrics: numbers()) }
    return outcome
  }

  private mutating func checkpoint() -> StoreEvent {
    let state = (0..<random.index(below: 300)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
    let told = proposals.count - unfinished.count
    return .checkpoint(Checkpoint(asked: UInt64(proposals.count), told: UInt64(told), state: state))
  }

  private mutating func artifact() -> StoreEvent {
    let digest = (0..<64).map { _ in String(random.index(below: 16), radix: 16) }.joined()
    let trial = random.chance(0.5) ? TrialID(random.index(below: proposals.count)) : nil
    let bytes = random.index(below: 1_000_000)
    return .artifact(
      ArtifactRecord(trial: trial, name: "weights", digest: digest, bytes: bytes, path: "artifacts/\(digest)"))
  }

  private mutating func token() -> Int32 {
    random.chance(0.1) ? Int32(truncatingIfNeeded: random.next()) : Int32(random.index(below: 5))
  }

  private mutating func numbers() -> [Double] { (0..<random.index(below: 4)).map { _ in number() } }

  private mutating func number() -> Double {
    let special: [Double] = [0, -0.0, .infinity, -.infinity, .nan, .signalingNaN, .leastNonzeroMagnitude, -1]
    return random.pick(special + [Double(bitPattern: random.next()), random.uniform()]) ?? 0
  }

  private mutating func text() -> String {
    let plain = ["", "out of memory", "'; DROP TABLE asked"]
    return random.pick(plain + ["größer als 1 GiB", "zero\0inside", "\u{1F9E0}\u{FEFF}e\u{301}"]) ?? ""
  }
}
