import ArgumentParser
import Engine
import NASPlugin

/// `nas best`: the winner, or the front of several objectives.
struct BestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "best", abstract: "Prints the best architecture of a study.",
    discussion: """
        nas best studies/quickstart
        nas best studies/quickstart --format json

      With several objectives, the JSON holds the first of the Pareto front and all of it under 'front'.
      """)

  @Argument(help: ArgumentHelp("The study's folder.", valueName: "dir")) var folder: String
  @Option(help: "table or json.") var format = OutputFormat.table
  @OptionGroup var plugins: PluginOptions

  func run() throws {
    try format.among([.table, .json], for: "best")
    let study = try RecordedStudy(folder, plugins)
    let front = Ranking.best(of: study.outcomes)
    guard let winner = front.first else {
      throw NASError(
        .missing, "no trial of '\(folder)' has completed yet", hint: "'nas status \(folder)' says how it stands")
    }
    if format == .json {
      var best = try BestListing(winner, study)
      if front.count > 1 { best.front = try front.map { try BestListing($0, study) } }
      return try JSONOutput.print(best)
    }
    for outcome in front { try StandardOutput.write(BestListing(outcome, study).text) }
  }
}

/// The best architecture as it is printed.
struct BestListing: Encodable {
  var trial: UInt64
  var architecture: String
  var tokens: [Int32]
  var metrics: [String: Double?]
  var retrained: RetrainedRecord?
  var front: [BestListing]?

  init(_ outcome: Outcome, _ study: RecordedStudy) throws {
    (trial, architecture, tokens) = (outcome.trial, study.label(outcome.architecture), outcome.architecture.tokens)
    let pairs = zip(try study.facts.metrics.map(\.name), outcome.metrics.map(\.finite))
    metrics = Dictionary(Array(pairs)) { first, _ in first }
    retrained = try study.facts.retrained.first { $0.trial == outcome.trial }
  }

  /// `null` stands where nothing was retrained, so that scripts find the key.
  func encode(to encoder: any Encoder) throws {
    var box = encoder.container(keyedBy: Key.self)
    try box.encode(trial, forKey: .trial)
    try box.encode(architecture, forKey: .architecture)
    try box.encode(tokens, forKey: .tokens)
    try box.encode(metrics, forKey: .metrics)
    try box.encode(retrained, forKey: .retrained)
    try box.encodeIfPresent(front, forKey: .front)
  }

  private enum Key: String, CodingKey { case trial, architecture, tokens, metrics, retrained, front }

  /// For people.
  var text: String {
    var lines = ["trial \(trial)", "  \(architecture)"]
    for (name, value) in metrics.sorted(by: { $0.key < $1.key }) {
      lines.append("  \(name)  \(value.map { Numbers.text($0) } ?? "–")")
    }
    if let retrained {
      lines.append("  retrained for \(retrained.epochs) epochs in \(Durations.text(retrained.seconds)):")
      lines.append(
        "    test accuracy \(Numbers.text(retrained.testAccuracy)), test loss \(Numbers.text(retrained.testLoss))"
          + (retrained.testTop5.map { ", top-5 \(Numbers.text($0))" } ?? ""))
      if let weights = retrained.weights { lines.append("    weights \(weights)") }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
