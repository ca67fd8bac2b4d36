import NASCommands
import NASPlugin
import Planning
import Testing

@Suite struct StudyTemplateTests {
  @Test func readsBackAsTheDefaultsOfEveryOption() throws {
    let parts = Components.parts
    let plan = try Components.plan(of: StudyTemplate(parts, data: "fashion-mnist").text)
    #expect(plan.space.options == [PlannedOption(path: "channels", value: .integer(16))])
    #expect(
      plan.strategy.options
        == Components.strategy.options.map { PlannedOption(path: $0.path, value: $0.fallback ?? .none) })
    #expect(plan.data?.use == "fashion-mnist")
    #expect(plan.objectives == [Objective(metric: "accuracy", isMaximized: true)])
    #expect(plan.budget == Budget(trials: 100))
  }

  @Test func requiredOptionsGetAnExample() throws {
    let plan = try Components.plan(of: StudyTemplate(Components.parts, data: nil).text)
    let values = Dictionary(uniqueKeysWithValues: plan.evaluator.options.map { ($0.path, $0.value) })
    #expect(values["metrics"] == .map([OptionValue.Entry(key: "accuracy", value: "accuracy")]))
    #expect(values["file"]?.kind == .path)
    #expect(plan.data == nil)
  }

  @Test func everyOptionStandsUnderItsSentenceAndRange() throws {
    let text = StudyTemplate(Components.parts, data: nil).text
    #expect(text.contains("  # Channels of the first stage. (1 to 1,024)\n  channels: 16\n"))
    #expect(text.contains("    # How fast. (slow | fast)\n    speed: fast\n"))
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 140 })
  }

  @Test func objectiveIsWhatTheEvaluatorMeasures() throws {
    var template = StudyTemplate(Components.parts, data: nil)
    (template.metric, template.isMaximized) = ("latency", false)
    let plan = try Components.plan(of: template.text)
    #expect(plan.objectives == [Objective(metric: "latency", isMaximized: false)])
  }
}

/// Components that nobody makes: only what a manifest says of them.
private enum Components {
  static let plugin = PluginIdentity(id: "org.example.parts", version: "1.0.0", digest: "", path: "/p.so", isOwn: true)

  static var space: ComponentEntry {
    var channels = OptionDescription(
      path: "channels", summary: "Channels of the first stage.", kind: .integer, fallback: .integer(16))
    channels.bounds = 1...1_024
    return entry("cells", .space, [channels])
  }

  static var strategy: ComponentEntry {
    var speed = OptionDescription(path: "walk.speed", summary: "How fast.", kind: .text, fallback: .text("fast"))
    speed.choices = ["slow", "fast"]
    return entry(
      "walk", .strategy,
      [
        speed, OptionDescription(path: "walk.length", summary: "How far.", kind: .real, fallback: .real(0.5)),
        OptionDescription(
          path: "title", summary: "A text that looks like a number.", kind: .text, fallback: .text("1e5")),
        OptionDescription(path: "names", summary: "Some names.", kind: .list, fallback: .list(["a: b", "true"])),
        OptionDescription(path: "eager", summary: "Whether at once.", kind: .boolean, fallback: .boolean(false)),
      ])
  }

  static var evaluator: ComponentEntry {
    entry(
      "lookup", .evaluator,
      [
        OptionDescription(path: "file", summary: "A file.", kind: .path, fallback: nil),
        OptionDescription(path: "metrics", summary: "Its metrics.", kind: .map, fallback: nil),
      ])
  }

  static var parts: StudyTemplate.Parts {
    StudyTemplate.Parts(
      space: .init(use: "cells", space), strategy: .init(use: "walk", strategy),
      evaluator: .init(use: "lookup", evaluator))
  }

  static func plan(of text: String) throws -> Plan {
    let planner = Planner(catalog: try Catalog([space, strategy, evaluator])) { query in
      Planner.DataFacts(path: query.path ?? "/images", task: .cifar10, trainImages: 60_000, testImages: 10_000)
    }
    return try planner.plan(StudyFile(text: text, name: "study.yaml", folder: "/"))
  }

  private static func entry(_ name: String, _ role: Role, _ options: [OptionDescription]) -> ComponentEntry {
    var entry = ComponentEntry(name: name, role: role, summary: "Does something.", plugin: plugin)
    entry.options = options
    return entry
  }
}
