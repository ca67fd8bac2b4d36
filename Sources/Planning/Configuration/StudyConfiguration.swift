package import NASPlugin

/// What a study file says, key by key; unknown keys and wrong types are refused here, the rest is the plan's affair.
package struct StudyConfiguration {
  package var name: String?
  package var seed: UInt64 = 0
  package var data: DataChoice?
  package var space: ComponentChoice
  package var strategy: ComponentChoice
  package var evaluator: ComponentChoice
  package var objectives: [Objective]
  package var constraints: [Constraint] = []
  package var budget: Budget
  package var workers: Int?
  package var threads = 2
  package var devices = [Device.cpu]
  package var window: Int?
  package var isolation: Isolation?
  package var duplicates = Duplicates()
  package var failures = FailurePolicy()
  package var limits = TrialLimits()
  package var retrain: RetrainChoice?
  package var storage = StoragePolicy()

  static let keys = [
    "name", "seed", "data", "space", "strategy", "evaluator", "objective", "constraints", "budget", "workers",
    "threads", "device", "window", "isolation", "duplicates", "failures", "limits", "retrain", "storage",
  ]

  /// Reads a study file.
  package init(_ file: StudyFile) throws {
    let all = file.setting
    let keyed = try all.keyed(Self.keys)
    func needed(_ key: String, _ example: String) throws -> Setting {
      guard let found = keyed[key] else { throw all.wrong("the key '\(key)' is missing", hint: "add \(example)") }
      return found
    }
    space = try ComponentChoice(needed("space", "space: { use: nas-bench-201 }"))
    strategy = try ComponentChoice(needed("strategy", "strategy: { use: random }"))
    evaluator = try ComponentChoice(needed("evaluator", "evaluator: { use: train-and-validate }"))
    objectives = try Objective.list(needed("objective", "objective: { maximize: accuracy }"))
    budget = try Budget(needed("budget", "budget: { trials: 100 }"))
    name = try keyed["name"]?.text()
    seed = try keyed["seed"].map { try Self.seed($0) } ?? 0
    data = try keyed["data"].map(DataChoice.init)
    constraints = try keyed["constraints"].map { try $0.items().map(Constraint.init) } ?? []
    workers = try keyed["workers"].flatMap { try $0.text() == "auto" ? nil : try $0.count() }
    threads = try keyed["threads"]?.count() ?? threads
    devices = try keyed["device"].map { try Self.devices($0) } ?? devices
    window = try keyed["window"]?.count()
    isolation = try keyed["isolation"]?.word(Isolation.self)
    if let setting = keyed["duplicates"] { duplicates = try Duplicates(setting) }
    if let setting = keyed["failures"] { failures = try FailurePolicy(setting) }
    if let setting = keyed["limits"] { limits = try TrialLimits(setting) }
    if let setting = keyed["storage"] { storage = try StoragePolicy(setting) }
    retrain = try keyed["retrain"].map(RetrainChoice.init)
  }

  private static func devices(_ setting: Setting) throws -> [Device] {
    try setting.items().map { item in
      guard let device = Device(try item.text()) else {
        throw item.wrong("'device' must be cpu, cuda or cuda:1, not '\(try item.text())'")
      }
      return device
    }
  }

  private static func seed(_ setting: Setting) throws -> UInt64 {
    let value = try setting.integer()
    guard value >= 0 else { throw setting.wrong("'seed' must not be negative") }
    return UInt64(value)
  }
}
