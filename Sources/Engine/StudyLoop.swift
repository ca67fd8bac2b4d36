import NASPlugin
package import Planning
import Storage
import Workers

/// The loop of a study: ask, record, evaluate, record, tell, always in trial order.
///
/// Trial *i* is asked after exactly the trials ≤ *i* − window are told, whichever worker was quick, so timing is
/// never an input. Going on after an interruption is the same loop: recorded outcomes take the place of
/// evaluations, and every proposal must equal the recorded one.
///
/// A value, so that the state of a run belongs to one owner and costs no check at each use: a tabular search comes here a
/// million times a second.
package struct StudyLoop {
  let plan: Plan
  var parts: StudyParts
  var progress = StudyProgress()
  var inFlight = TrialLine()
  var gate: ProposalGate
  var recorder: Recorder
  let history: History
  let judge: OutcomeJudge
  private let clock: StudyClock
  private let seeds: RandomSource

  /// A loop that begins, or goes on where the store's record ends.
  package init(plan: Plan, parts: StudyParts) throws {
    (self.plan, self.parts) = (plan, parts)
    history = History(try parts.store.history())
    gate = ProposalGate(plan: plan, space: parts.space)
    judge = try OutcomeJudge(plan: plan, metrics: parts.dispatcher.metrics)
    recorder = Recorder(store: parts.store, isBatching: plan.isolation == .inProcess)
    clock = try StudyClock(budget: plan.budget, elapsedBefore: parts.store.fact("elapsed").flatMap(Double.init) ?? 0)
    seeds = RandomSource(seed: plan.seed).source("trials")
  }

  /// Runs to the end of the budget, of the strategy, or of patience.
  package func run() throws -> StudyEnding {
    var loop = self
    return try loop.proceed()
  }

  private mutating func proceed() throws -> StudyEnding {
    try resumeFromCheckpoint()
    defer { parts.dispatcher.stop() }
    do {
      while true {
        try fill()
        guard !inFlight.isEmpty else { return try finish(ending) }
        try tellOldest()
        if let limit = plan.failures.stopAfter, progress.failed >= limit { return try finish(.failures) }
        if parts.isCancelled() { return try finish(.cancelled) }
      }
    } catch let error as NASError where error.code == .cancelled {
      return try finish(.cancelled)
    }
  }

  private var ending: StudyEnding {
    if let trials = plan.budget.trials, progress.asked >= trials { return .trials }
    return clock.isOver ? .time : .exhausted
  }

  private mutating func finish(_ ending: StudyEnding) throws -> StudyEnding {
    recorder.add(.fact(key: "elapsed", value: "\(clock.elapsed)"))
    if ending != .cancelled { recorder.add(.fact(key: "ending", value: "\(ending)")) }
    try recorder.flush()
    parts.observe(progress)
    return ending
  }

  // MARK: ask

  /// Asks until the window is full, the budget is used up, or the strategy wants to hear more first.
  private mutating func fill() throws {
    while inFlight.count < plan.window, mayAskMore {
      let left = plan.budget.trials.map { $0 - progress.asked } ?? .max
      let proposals = try gate.proposals(min(plan.window - inFlight.count, left), of: &parts.strategy)
      guard !proposals.isEmpty else { break }
      try accept(proposals)
    }
  }

  /// A recorded trial is always asked again; a new one only while the budget lasts.
  private var mayAskMore: Bool {
    if progress.asked < history.proposals.count { return true }
    return progress.asked < plan.budget.trials ?? .max && !clock.isOver
  }

  private mutating func accept(_ proposals: [Proposal]) throws {
    var candidates: [Candidate] = []
    for proposal in proposals {
      let trial = TrialID(progress.asked)
      progress.asked += 1
      if trial >= history.proposals.count { recorder.ask(trial, proposal) }
      try history.check(proposal, trial: trial, space: parts.space)
      let state = try state(of: proposal, trial: trial)
      inFlight.append(InFlight(trial: trial, proposal: proposal, state: state))
      if case .evaluating = state { candidates.append(candidate(trial, proposal, attempt: 0)) }
    }
    try recorder.commitBeforeActing()
    if !candidates.isEmpty { try parts.dispatcher.submit(candidates) }
  }

  /// Where the outcome of a proposal will come from.
  mutating func state(of proposal: Proposal, trial: TrialID) throws -> InFlight.State {
    // Before the record is looked at: a new trial may repeat a recorded one.
    let earlier = try gate.duplicate(proposal, trial: trial)
    if let recorded = history.outcome(of: trial) { return .replayed(recorded) }
    if let earlier { return .copy(of: earlier) }
    if let reason = try gate.violation(proposal) {
      return .settled(judge.infeasible(trial, proposal, reason))
    }
    if proposal.inherits, parentWeights(of: proposal) == nil { return .settled(judge.orphaned(trial, proposal)) }
    return .evaluating
  }

  private func parentWeights(of proposal: Proposal) -> String? {
    guard proposal.inherits, let parent = proposal.parent else { return nil }
    return parts.artifacts?.weights(of: parent)
  }

  func candidate(_ trial: TrialID, _ proposal: Proposal, attempt: Int) -> Candidate {
    var candidate = Candidate(trial: trial, proposal: proposal, seed: seeds.source(trial).seed)
    candidate.attempt = attempt
    candidate.parentWeights = parentWeights(of: proposal)
    return candidate
  }
}
