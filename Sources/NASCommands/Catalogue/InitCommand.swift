import ArgumentParser
import Foundation
import NASPlugin
import Planning

/// `nas init`: a study file to begin with.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Writes a commented study file with every key of the chosen components.",
    discussion: """
      Each key stands at its default, with its meaning and its range, so that the file says all that can be changed.

        nas init --output study.yaml
        nas init --strategy random --evaluator table > tabular.yaml
        nas check study.yaml
      """)

  @Option(help: ArgumentHelp("Which architectures exist.", valueName: "name")) var space = "nas-bench-201"
  @Option(help: ArgumentHelp("Which to try next.", valueName: "name")) var strategy = "regularized-evolution"
  @Option(help: ArgumentHelp("What one is worth.", valueName: "name")) var evaluator = "train-and-validate"
  @Option(
    help: ArgumentHelp(
      "A data set, as 'nas data list' names it; fashion-mnist where images are needed.", valueName: "name"))
  var data: String?
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The file to write; standard output where none is named.", valueName: "file"))
  var output: String?
  @OptionGroup var plugins: PluginOptions

  func run() throws {
    if let output { try Self.checkFree(output) }
    let text = try template(plugins.installation()).text
    guard let output else { return try StandardOutput.write(text) }
    try Self.write(text, to: output)
    StandardError.write("wrote \(output); next: nas check \(output)")
  }

  private func template(_ installation: Installation) throws -> StudyTemplate {
    let catalog = installation.catalog
    let parts = StudyTemplate.Parts(
      space: .init(use: space, try catalog.find(space, role: .space)),
      strategy: .init(use: strategy, try catalog.find(strategy, role: .strategy)),
      evaluator: .init(use: evaluator, try catalog.find(evaluator, role: .evaluator)))
    let needsImages = !parts.evaluator.entry.traits.contains(.inProcess)
    var template = StudyTemplate(parts, data: data ?? (needsImages ? "fashion-mnist" : nil))
    if let metric = try Self.firstMetric(of: parts, installation) {
      (template.metric, template.isMaximized) = (metric.name, metric.isMaximized)
    }
    return template
  }

  /// What the evaluator measures first; nil where it cannot be made before its required options are filled in.
  private static func firstMetric(of parts: StudyTemplate.Parts, _ installation: Installation) throws -> Metric? {
    let (space, evaluator) = (parts.space.entry, parts.evaluator.entry)
    guard (space.options + evaluator.options).allSatisfy({ $0.fallback != nil }) else { return nil }
    let maker = ComponentMaker(installation: installation)
    let defaults = space.options.map { PlannedOption(path: $0.path, value: $0.fallback ?? .none) }
    let made = try maker.space(
      PlannedComponent(role: .space, name: space.name, plugin: space.plugin, options: defaults))
    let images = DataDescription(name: "", task: .cifar10, train: 1, validation: 1, test: 1)
    return try maker.evaluator(evaluator, space: made, data: images).metrics.first
  }

  private static func checkFree(_ path: String) throws {
    guard FileManager.default.fileExists(atPath: path) else { return }
    throw NASError(.invalid, "'\(path)' exists already", hint: "remove it or name another file with --output")
  }

  private static func write(_ text: String, to path: String) throws {
    do {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: [.withoutOverwriting])
    } catch {
      throw NASError(
        .unavailable, "cannot write '\(path)': \(error.localizedDescription)", hint: "check the folder and its disk")
    }
  }
}
