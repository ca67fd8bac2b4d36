import ArgumentParser
import Engine
import NASPlugin
import Planning
import Storage

/// `nas status`: what runs, what is done, and why anything waits.
struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Says how a study stands and why anything waits.",
    discussion: """
        nas status studies/quickstart
        nas status studies/quickstart --format json

      Works while the study runs.
      """)

  @Argument(help: ArgumentHelp("The study's folder.", valueName: "dir")) var folder: String
  @Option(help: "table or json.") var format = OutputFormat.table
  @OptionGroup var plugins: PluginOptions

  func run() throws {
    try format.among([.table, .json], for: "status")
    let status = StatusListing(try RecordedStudy(folder, plugins))
    if format == .json { try JSONOutput.print(status) } else { try StandardOutput.write(status.text) }
  }
}

/// The state of a study as it is printed.
struct StatusListing: Encodable {
  var study: String
  var finished: Bool
  var ending: String?
  var running: Bool
  var counts: [String: Int]
  var budget: Left
  var waiting: [String]

  struct Left: Encodable {
    var trials: Int?
    var trialsLeft: Int?
    var seconds: Double?
    var secondsLeft: Double?

    enum CodingKeys: String, CodingKey {
      case trials, seconds
      case trialsLeft = "trials_left"
      case secondsLeft = "seconds_left"
    }
  }

  init(_ study: RecordedStudy) {
    let (facts, history) = (study.facts, study.history)
    (self.study, finished, ending) = (facts.name, facts.isFinished, facts.ending)
    running = StudyStore.isInUse(study.folder.path)
    counts = ["asked": history.proposals.count, "in_flight": history.unfinished.count]
    for status in Outcome.Status.allCases { counts["\(status)"] = study.outcomes.count { $0.status == status } }
    let (trials, seconds) = (study.plan.budget.trials, study.plan.budget.seconds)
    let elapsed = facts.facts["elapsed"].flatMap(Double.init) ?? 0
    budget = Left(
      trials: trials, trialsLeft: trials.map { max(0, $0 - study.outcomes.count) }, seconds: seconds,
      secondsLeft: seconds.map { max(0, $0 - elapsed) })
    waiting = []
    waiting = reasons(study)
  }

  private func reasons(_ study: RecordedStudy) -> [String] {
    let open = study.history.unfinished
    if finished { return [] }
    if !running { return ["no process works on it; 'nas resume \(study.folder.path)' goes on"] }
    if ending != nil { return ["the search has ended (\(ending ?? "")); the best are being retrained"] }
    guard let head = open.first else { return [] }
    let done = study.outcomes.count { $0.trial > head }
    if done > 0 {
      return [
        "\(done) finished trials wait for trial \(head): outcomes are told in trial order (window \(study.plan.window))"
      ]
    }
    return ["trial \(head) is being evaluated; the window holds \(study.plan.window) trials"]
  }

  /// For people.
  var text: String {
    var lines = ["\(study): \(finished ? "finished" : running ? "running" : "interrupted")"]
    if let ending { lines.append("  the search ended: \(ending)") }
    for (name, count) in counts.sorted(by: { $0.key < $1.key }) where count > 0 { lines.append("  \(name)  \(count)") }
    if let left = budget.trialsLeft { lines.append("  trials left  \(left) of \(budget.trials ?? 0)") }
    if let left = budget.secondsLeft { lines.append("  time left  \(Durations.text(left))") }
    return (lines + waiting.map { "  \($0)" }).joined(separator: "\n") + "\n"
  }
}
