import NASPlugin

extension Planner {
  /// Refuses a component whose needs the space or the study cannot meet, and says what would fit.
  func checkNeeds(of entry: ComponentEntry, space: ComponentEntry, hasData: Bool, _ choice: ComponentChoice) throws {
    for need in entry.needs {
      if need.hasPrefix("nas.svc.") {
        guard need == "nas.svc.dataset/1", !hasData else { continue }
        throw choice.setting.wrong(
          "\(entry.role) '\(entry.name)' needs a data set", hint: "add data: { use: fashion-mnist } to the study file")
      }
      guard !space.abilities.contains(need) else { continue }
      let ability = Self.spoken(need)
      let fits = catalog.entries.filter { $0.role == .space && $0.abilities.contains(need) }.map(\.name)
      throw choice.setting.wrong(
        "\(entry.role) '\(entry.name)' needs a space with the ability '\(ability)', which '\(space.name)' lacks",
        hint: fits.isEmpty ? "no installed space has it" : "spaces that have it: \(fits.joined(separator: ", "))")
    }
  }

  /// `nas.space.weight-sharing/1` as people say it.
  private static func spoken(_ interface: String) -> String {
    let name = interface.split(separator: "/").first ?? ""
    return name.split(separator: ".").last.map(String.init) ?? interface
  }

  /// The data set with its splits: 5,000 images validate unless the file says otherwise, the rest trains.
  func data(_ choice: DataChoice, _ file: StudyFile) throws -> DataPlan {
    let facts = try facts(choice, file)
    let total = facts.trainImages
    let asked = choice.train?.number(of: total)
    let validation = choice.validation?.number(of: total) ?? min(5_000, total - (asked ?? total / 10 * 9))
    let train = asked ?? total - validation
    guard train > 0, validation > 0, train + validation <= total else {
      throw choice.setting.wrong(
        "the splits ask for \(train) + \(validation) images, but '\(choice.use)' has \(total) training images",
        hint: train > 0 && validation > 0 ? "lower train or validation" : "each takes at least one image")
    }
    var plan = DataPlan(
      use: choice.use, path: facts.path, train: train, validation: validation, test: facts.testImages, task: facts.task)
    (plan.stratified, plan.size, plan.classes) = (choice.stratified, choice.size, choice.classes)
    return plan
  }

  private func facts(_ choice: DataChoice, _ file: StudyFile) throws -> DataFacts {
    let path = choice.path.map { absolute($0, from: file.folder) }
    do {
      return try resolveData(DataQuery(use: choice.use, path: path, size: choice.size, classes: choice.classes))
    } catch let error as NASError {
      throw choice.setting.wrong(error.message, hint: error.hint)
    }
  }

  /// The final training is measured on images that the search never saw.
  func checkTestImages(_ plan: Plan, _ choice: RetrainChoice?) throws {
    guard let choice, let data = plan.data, data.test == 0 else { return }
    throw choice.setting.wrong(
      "'retrain' measures on test images, and '\(data.use)' has none", hint: "add them to the data, or remove 'retrain'"
    )
  }

  /// The final training: the study's space and recipe with what `retrain:` changes.
  func retrain(
    _ choice: RetrainChoice, _ said: StudyConfiguration, _ space: PlannedComponent, _ evaluator: PlannedComponent,
    _ file: StudyFile
  ) throws -> RetrainPlan {
    guard said.data != nil else {
      throw choice.setting.wrong(
        "'retrain' needs a data set", hint: "add data: { use: fashion-mnist } to the study file")
    }
    var changed = space
    if let setting = choice.space {
      let entry = try catalog.find(said.space.use, role: .space)
      var given: [String: OptionValue] = [:]
      try setting.collect(entry.options, prefix: "", folder: file.folder, into: &given)
      for (index, option) in space.options.enumerated() {
        changed.options[index].value = given[option.path] ?? option.value
      }
    }
    return RetrainPlan(top: choice.top, space: changed, recipe: try recipe(choice.recipe, evaluator, file))
  }

  private func recipe(_ setting: Setting?, _ evaluator: PlannedComponent, _ file: StudyFile) throws -> [PlannedOption] {
    var given: [String: OptionValue] = [:]
    try setting?.collect(Recipe.options, prefix: "", folder: file.folder, into: &given)
    let searched = Dictionary(uniqueKeysWithValues: evaluator.options.map { ($0.path, $0.value) })
    let options = Recipe().values.map { path, fallback in
      PlannedOption(path: path, value: given[path] ?? searched["recipe." + path] ?? fallback)
    }
    let byPath = Dictionary(uniqueKeysWithValues: options.map { ($0.path, $0.value) })
    do { _ = try Recipe(reading: { byPath[$0] }) } catch let error as NASError {
      throw setting?.wrong(error.message, hint: error.hint) ?? error
    }
    return options
  }
}
