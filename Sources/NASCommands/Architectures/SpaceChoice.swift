import NASPlugin
import Planning

/// A space with its options, and the task that its networks are for, as a command line gives them.
struct SpaceChoice {
  let component: PlannedComponent
  let task: LearningTask

  /// Lets the planner read the options, so that keys, types and ranges are checked as in a study file.
  init(use: String, settings: [String], data: String?, _ installation: Installation) throws {
    let space = try installation.catalog.find(use, role: .space)
    // CIFAR-10's shape is known without its files.
    let needsFiles = data != nil && data != "cifar10"
    let data = needsFiles ? "data: { use: \(OptionText.quoted(data ?? "")) }\n" : ""
    var file = try StudyFile(text: data + Self.nothing(but: use), name: "command line", folder: ".")
    for setting in settings { try file.set("space." + setting) }
    let catalog = try Catalog([space] + Self.placeholders(space.plugin))
    let plan = try Planner.standard(installation.with(catalog)).plan(file)
    (component, task) = (plan.space, plan.data?.task ?? .cifar10)
  }

  /// The shortest study of a space.
  private static func nothing(but space: String) -> String {
    """
    space: { use: \(OptionText.quoted(space)) }
    strategy: none
    evaluator: none
    objective: { maximize: nothing }
    budget: { trials: 1 }
    """
  }

  /// A plan needs all roles; these are never made.
  private static func placeholders(_ plugin: PluginIdentity) -> [ComponentEntry] {
    [Role.strategy, .evaluator].map { ComponentEntry(name: "none", role: $0, summary: "", plugin: plugin) }
  }
}
