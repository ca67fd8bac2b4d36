import ArgumentParser
import NASPlugin

/// `nas trials`: every trial of a study.
struct TrialsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trials", abstract: "Lists all trials of a study, in trial order.",
    discussion: """
        nas trials studies/quickstart
        nas trials studies/quickstart --format json | python3 -m json.tool
        nas trials studies/quickstart --format csv > trials.csv

      Works while the study runs. With --without-times, two runs of one study print the same bytes.
      """)

  @Argument(help: ArgumentHelp("The study's folder.", valueName: "dir")) var folder: String
  @Option(help: "table, json or csv.") var format = OutputFormat.table
  @Flag(help: "Leave out what depends on the machine's clock.") var withoutTimes = false
  @OptionGroup var plugins: PluginOptions

  func run() throws {
    let study = try RecordedStudy(folder, plugins)
    let listing = try TrialListing(study, withTimes: !withoutTimes)
    let metrics = try study.facts.metrics.filter { !withoutTimes || !$0.measured }.map(\.name)
    switch format {
    case .json: try JSONOutput.print(listing)
    case .csv: try StandardOutput.write(csv(listing, metrics))
    case .table: try StandardOutput.write(table(listing, metrics))
    }
  }

  private func heading(_ metrics: [String]) -> [String] {
    ["trial", "status"] + metrics + (withoutTimes ? [] : ["seconds"]) + ["architecture", "reason"]
  }

  private func cells(_ trial: TrialListing.Trial, _ metrics: [String], number: (Double) -> String) -> [String] {
    let values = metrics.map { trial.metrics[$0].flatMap { $0 }.map(number) ?? "" }
    let seconds = withoutTimes ? [] : [trial.seconds.map(number) ?? ""]
    return ["\(trial.trial)", trial.status] + values + seconds + [trial.architecture, trial.reason]
  }

  private func table(_ listing: TrialListing, _ metrics: [String]) -> String {
    var table = TextTable(heading(metrics), right: Set(2..<2 + metrics.count + (withoutTimes ? 0 : 1)).union([0]))
    for trial in listing.trials { table.add(cells(trial, metrics) { Numbers.text($0) }) }
    return table.text
  }

  private func csv(_ listing: TrialListing, _ metrics: [String]) -> String {
    ([heading(metrics)] + listing.trials.map { cells($0, metrics) { "\($0)" } })
      .map { $0.map(quoted).joined(separator: ",") + "\n" }.joined()
  }

  /// A field of RFC 4180: quoted where it holds a comma, a quote or a line break.
  private func quoted(_ field: String) -> String {
    guard field.contains(where: { ",\"\n\r".contains($0) }) else { return field }
    return "\"" + field.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }
}
