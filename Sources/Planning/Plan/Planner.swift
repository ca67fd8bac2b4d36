package import NASPlugin

/// Makes a plan of a study file: which components, which data, which values, and whether they fit each other.
package struct Planner {
  /// What is known of a data set without decoding it.
  package struct DataFacts {
    package var path: String?
    package var task: LearningTask
    package var trainImages: Int
    package var testImages: Int

    /// Facts of a data set.
    package init(path: String?, task: LearningTask, trainImages: Int, testImages: Int) {
      (self.path, self.task, self.trainImages, self.testImages) = (path, task, trainImages, testImages)
    }
  }

  /// What a study file asks of a data set.
  package struct DataQuery: Sendable, Equatable {
    /// The name of the data set or of the format.
    package var use: String
    /// The file or folder, absolute; nil means where the system or the cache keeps it.
    package var path: String?
    /// Side of the images that pictures become.
    package var size: Int?
    /// How many classes an array file has.
    package var classes: Int?
  }

  /// Finds a data set, or throws a sentence.
  package typealias DataResolver = (DataQuery) throws -> DataFacts

  let catalog: Catalog
  let resolveData: DataResolver

  /// A planner over the installed components and data sets.
  package init(catalog: Catalog, resolveData: @escaping DataResolver) {
    (self.catalog, self.resolveData) = (catalog, resolveData)
  }

  /// The plan of a study file.
  package func plan(_ file: StudyFile) throws -> Plan {
    let said = try StudyConfiguration(file)
    let space = try entry(said.space, .space)
    let strategy = try entry(said.strategy, .strategy)
    let evaluator = try entry(said.evaluator, .evaluator)
    try checkNeeds(of: strategy, space: space, hasData: said.data != nil, said.strategy)
    try checkNeeds(of: evaluator, space: space, hasData: said.data != nil, said.evaluator)
    let plannedSpace = try component(space, said.space, file)
    let plannedEvaluator = try component(evaluator, said.evaluator, file)
    var plan = Plan(
      name: said.name ?? Self.stem(file.name), space: plannedSpace,
      strategy: try component(strategy, said.strategy, file), evaluator: plannedEvaluator, objectives: said.objectives,
      budget: said.budget)
    (plan.seed, plan.data) = (said.seed, try said.data.map { try data($0, file) })
    (plan.constraints, plan.workers, plan.threads) = (said.constraints, said.workers, said.threads)
    plan.devices = said.devices
    plan.window = said.window ?? strategy.window
    plan.isolation = try isolation(said.isolation, evaluator, said.evaluator)
    (plan.duplicates, plan.failures, plan.limits, plan.storage) = (
      said.duplicates, said.failures, said.limits, said.storage
    )
    try checkTestImages(plan, said.retrain)
    try checkRecipes(of: plan, file)
    plan.retrain = try said.retrain.map { try retrain($0, said, plannedSpace, plannedEvaluator, file) }
    return plan
  }

  private func entry(_ choice: ComponentChoice, _ role: Role) throws -> ComponentEntry {
    do {
      return try catalog.find(choice.use, role: role)
    } catch let error as NASError {
      throw choice.setting.wrong(error.message, hint: error.hint)
    }
  }

  private func component(_ entry: ComponentEntry, _ choice: ComponentChoice, _ file: StudyFile) throws
    -> PlannedComponent
  {
    PlannedComponent(
      role: entry.role, name: entry.name, plugin: entry.plugin,
      options: try choice.options(of: entry, folder: file.folder))
  }

  /// Pure and quick evaluators of the product's own build run in the coordinator unless the file says otherwise.
  private func isolation(_ said: Isolation?, _ entry: ComponentEntry, _ choice: ComponentChoice) throws -> Isolation {
    let isFit = entry.plugin.isOwn && entry.traits.isSuperset(of: [.pure, .inProcess])
    if said == .inProcess && !isFit {
      throw choice.setting.wrong(
        "evaluator '\(entry.name)' may not run in-process", hint: "remove 'isolation: in-process': it runs in a worker")
    }
    return said ?? (isFit ? .inProcess : .worker)
  }

  private static func stem(_ path: String) -> String {
    let file = path.split(separator: "/").last.map(String.init) ?? "study"
    return file.split(separator: ".").first.map(String.init) ?? "study"
  }
}
