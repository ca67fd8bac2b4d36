import NASPlugin

extension Planner {
  /// Refuses recipes that contradict themselves or the data, before anything is trained.
  ///
  /// Whoever trains takes its recipe under `recipe:`; other components have no such options.
  func checkRecipes(of plan: Plan, _ file: StudyFile) throws {
    for component in plan.components {
      let prefix = "recipe."
      let said = component.options.filter { $0.path.hasPrefix(prefix) }
      guard !said.isEmpty else { continue }
      let values = said.map { ($0.path.dropFirst(prefix.count), $0.value) }
      try check(
        Dictionary(values.map { (String($0), $1) }) { first, _ in first }, plan,
        "\(file.name): \(component.role.rawValue).recipe")
    }
  }

  private func check(_ values: [String: OptionValue], _ plan: Plan, _ place: String) throws {
    let recipe: Recipe
    do { recipe = try Recipe(reading: { values[$0] }) } catch let error as NASError {
      throw NASError(.invalid, "\(place): \(error.message)", hint: error.hint)
    }
    if let images = plan.data?.train, recipe.batchSize.value > images {
      throw NASError(
        .invalid, "\(place): a batch of \(recipe.batchSize.value) images is more than the \(images) to train on",
        hint: "lower batch_size")
    }
    if let data = plan.data, recipe.labelClasses.value > data.task.classes {
      throw NASError(
        .invalid,
        "\(place): \(recipe.labelClasses.value) classes of random labels are more than the \(data.task.classes) of "
          + "'\(data.use)', which the networks have", hint: "lower label_classes")
    }
  }
}
