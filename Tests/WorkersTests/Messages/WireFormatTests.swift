import NASPlugin
import Planning
import Testing
import Workers

/// Messages keep every bit, skip what is newer, and refuse what is broken.
struct WireFormatTests {
  private func roundTrip<M: WireMessage>(_ message: M) throws -> M {
    var reader = FrameReader()
    try WireFormat.frame(message).withUnsafeBytes { reader.append($0) }
    return try WireFormat.message(try #require(try reader.next()))
  }

  @Test(arguments: [0, 1, 7, 0x7FFF_FFFF_FFFF_FFFF, 0x8000_0000_0000_0001, UInt64.max - 1, UInt64.max])
  func seedsSurvive(_ seed: UInt64) throws {
    var candidate = Candidate(trial: seed, proposal: Proposal(Architecture([.min, -1, 0, .max])), seed: seed)
    (candidate.deadline, candidate.attempt, candidate.parentWeights) = (seed, 3, "/a/ü\u{0}\"\n.safetensors")
    candidate.proposal.fidelity = Fidelity(0.1, .steps)
    (candidate.proposal.parent, candidate.proposal.inherits, candidate.proposal.continues) = (seed, true, true)
    let message = HostMessage.evaluate([CandidateRecord(candidate)])
    guard case .evaluate(let records) = try roundTrip(message) else {
      return #expect(Bool(false), "another kind came back")
    }
    #expect(records.map(\.candidate) == [candidate])
  }

  @Test func defaultsSurvive() throws {
    let candidate = Candidate(trial: 0, proposal: Proposal(Architecture([])), seed: 0)
    #expect(CandidateRecord(candidate).candidate == candidate)
    #expect(
      try roundTrip(HostMessage.evaluate([CandidateRecord(candidate)])) == .evaluate([CandidateRecord(candidate)]))
  }

  @Test func numbersSurviveBitForBit() throws {
    let values: [Double] = [
      0, -0.0, 0.1, 1 / 3, .leastNonzeroMagnitude, .leastNormalMagnitude, .greatestFiniteMagnitude, .infinity,
      -.infinity, 1e22, 2e-7,
    ]
    var stream = RandomStream(seed: 3)
    let drawn = (0..<2_000).map { _ in Double(bitPattern: stream.next()) }.filter(\.isFinite)
    let report = ReportRecord(trial: 1, step: 0.5, values: values + drawn)
    guard case .report(let back) = try roundTrip(WorkerMessage.report(report)) else {
      return #expect(Bool(false), "another kind came back")
    }
    #expect(back.values.map(\.bitPattern) == report.values.map(\.bitPattern))
    guard
      case .report(let nan) = try roundTrip(WorkerMessage.report(ReportRecord(trial: 1, step: .nan, values: [.nan])))
    else { return #expect(Bool(false), "another kind came back") }
    #expect(nan.step.isNaN && nan.values[0].isNaN)
  }

  @Test func everyKindComesBack() throws {
    let error = ErrorRecord(NASError(.missing, "nothing there", hint: "put it there"))
    let candidate = Candidate(trial: 4, proposal: Proposal(Architecture([1])), seed: 2)
    var result = ResultRecord(candidate, failed: NASError(.timeout, "late"))
    result.artifacts = [TrialResult.ScratchFile(name: "weights", path: "/w")]
    let greeting = WorkerGreeting(pid: 9, metrics: [Metric("loss", unit: "nats", maximize: false, measured: true)])
    let messages: [WorkerMessage] = [
      .ready(greeting), .report(ReportRecord(trial: 4, step: 1, values: [2])), .result(result),
      .epoch(EpochRecord(EpochReport.filled)), .retrained(.filled), .log(LogRecord(level: 2, text: "hm")),
      .progress(ProgressRecord(fraction: 0.5, text: "half")), .failed(error),
    ]
    for message in messages { #expect(try roundTrip(message) == message) }
    #expect(error.error == NASError(.missing, "nothing there", hint: "put it there"))
    for message in [HostMessage.cancel, .quit, .setup(.filled), .retrain(.filled)] {
      #expect(try roundTrip(message) == message)
    }
    #expect(EpochRecord(EpochReport.filled).report == .filled)
  }

  @Test func whatIsNewerIsSkipped() throws {
    let newer = #"{"version": 1, "kind": "dream", "payload": {"of": "sheep"}}"#
    #expect(try WireFormat.message(Array(newer.utf8), as: HostMessage.self) == .unknown("dream"))
    #expect(try WireFormat.message(Array(newer.utf8), as: WorkerMessage.self) == .unknown("dream"))
    let field =
      #"{"version": 1, "kind": "progress", "colour": 3, "payload": {"fraction": 1, "text": "", "mood": "good"}}"#
    #expect(
      try WireFormat.message(Array(field.utf8), as: WorkerMessage.self)
        == .progress(ProgressRecord(fraction: 1, text: "")))
  }

  @Test(arguments: [
    "", "{}", "[]", "null", #"{"version": 2, "kind": "quit"}"#, #"{"version": 1}"#,
    #"{"version": 1, "kind": "result"}"#, "\u{FF}",
  ])
  func whatIsBrokenIsRefused(_ text: String) {
    #expect(throws: NASError.self) { try WireFormat.message(Array(text.utf8), as: WorkerMessage.self) }
  }
}

extension EpochReport {
  fileprivate static let filled: EpochReport = {
    var report = EpochReport(epoch: 2, step: 30)
    (report.trainLoss, report.trainAccuracy, report.validationLoss) = (0.25, 0.5, 0.75)
    (report.validationAccuracy, report.validationTop5, report.seconds) = (0.875, 0.95, 12.5)
    (report.imagesPerSecond, report.peakMemory) = (133.5, 0x1p30)
    return report
  }()
}

extension RetrainResult {
  fileprivate static let filled: RetrainResult = {
    var result = RetrainResult(params: 10, macs: 1 << 40)
    (result.testAccuracy, result.testLoss, result.seconds, result.epochs) = (0.9, 0.3, 100, 3)
    result.testTop5 = 0.99
    return result
  }()
}

extension PlannedComponent {
  fileprivate static let filled = PlannedComponent(
    role: .space, name: "toy",
    plugin: PluginIdentity(id: "a.b", version: "1.0.0", digest: "00", path: "/p", isOwn: true),
    options: [
      PlannedOption(path: "a", value: .integer(.max)), PlannedOption(path: "b", value: .real(.infinity)),
      PlannedOption(path: "c", value: .map([OptionValue.Entry(key: "k", value: "v")])),
      PlannedOption(path: "d", value: .none),
      PlannedOption(path: "e", value: .list(["x", ""])), PlannedOption(path: "f", value: .boolean(false)),
    ])
}

extension WorkerSetup {
  fileprivate static let filled: WorkerSetup = {
    var setup = WorkerSetup(space: .filled, seed: .max, folders: Folders(study: "/s", scratch: "/t", cache: "/c"))
    (setup.evaluator, setup.allowUnsigned, setup.threads) = (.filled, true, 2)
    setup.data = DataPlan(use: "d", path: "/d", train: 3, validation: 2, test: 1, task: .cifar10)
    return setup
  }()
}

extension RetrainRequest {
  fileprivate static let filled: RetrainRequest = {
    var request = RetrainRequest(
      Architecture([1, 2]), space: .filled, recipe: [PlannedOption(path: "epochs", value: .integer(3))], seed: .max)
    request.weights = "/w.safetensors"
    return request
  }()
}
