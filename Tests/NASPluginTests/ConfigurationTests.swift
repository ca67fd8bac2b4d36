import NASPlugin
import Testing

private enum Kind: String, OptionChoice { case plain, fancy }

private struct Inner: ComponentConfiguration {
  var batchSize = Option(64, in: 1...128, "Images.")
  func validate() throws {
    if batchSize.value == 13 { throw NASError(.invalid, "thirteen is unlucky") }
  }
}

private struct Outer: ComponentConfiguration {
  var learningRate = Option(0.5, in: 0...1, "Rate.")
  var kind = Option(Kind.plain, "Kind.")
  var useHTTPNow = Option(true, "Flag.")
  var file = Option<FilePath>.required("A file.")
  var columns = Option(NameMap([]), "Columns.")
  var names = Option(NameList([]), "Names.")
  var title = Option("none", "A text.")
  var recipe = Inner()
}

@Suite struct ConfigurationTests {
  @Test func describesOptionsByPath() {
    let options = Outer.options
    #expect(
      options.map(\.path) == [
        "learning_rate", "kind", "use_h_t_t_p_now", "file", "columns", "names", "title", "recipe.batch_size",
      ])
    #expect(options.map(\.kind) == [.real, .text, .boolean, .path, .map, .list, .text, .integer])
    #expect(options[0].bounds == 0...1 && options[0].fallback == .real(0.5) && options[0].summary == "Rate.")
    #expect(options[1].choices == ["plain", "fancy"])
    #expect(options[3].fallback == nil)
    #expect(options[7].bounds == 1...128)
  }

  @Test func readsValuesByPath() throws {
    let values: [String: OptionValue] = [
      "learning_rate": .integer(1), "kind": .text("fancy"), "file": .path("/a"), "names": .list(["x", "y"]),
      "columns": .map([.init(key: "k", value: "v")]), "recipe.batch_size": .integer(32),
      "use_h_t_t_p_now": .boolean(false),
    ]
    let read = try Outer(reading: { values[$0] })
    #expect(read.learningRate.value == 1 && read.kind.value == .fancy && read.file.value.string == "/a")
    #expect(read.names.value.names == ["x", "y"] && read.columns.value.entries == [.init(key: "k", value: "v")])
    #expect(read.recipe.batchSize.value == 32 && read.title.value == "none" && !read.useHTTPNow.value)
    #expect(read.values.first { $0.path == "recipe.batch_size" }?.value == .integer(32))
  }

  /// Options are kept by reference inside: two configurations must not share one.
  @Test func configurationsDoNotShareValues() throws {
    let changed = try Outer(reading: { $0 == "title" ? .text("changed") : nil })
    #expect(changed.title.value == "changed" && Outer().title.value == "none")
    #expect(Outer.options.first { $0.path == "title" }?.fallback == .text("none"))
  }

  @Test func refusesOtherTypesAndInvalidParts() throws {
    let type = try #require(throws: NASError.self) { try Outer(reading: { $0 == "title" ? .integer(1) : nil }) }
    #expect(type.message == "option 'title' is of type integer, not text")
    let choice = try #require(throws: NASError.self) { try Outer(reading: { $0 == "kind" ? .text("odd") : nil }) }
    #expect(choice.message.contains("'kind'"))
    let nested = try #require(throws: NASError.self) {
      try Outer(reading: { $0 == "recipe.batch_size" ? .integer(13) : nil })
    }
    #expect(nested.message == "thirteen is unlucky")
  }

  @Test func theRecipeHasTheBenchmarksDefaults() throws {
    let recipe = Recipe()
    #expect(recipe.learningRate.value == 0.1 && recipe.momentum.value == 0.9 && recipe.nesterov.value)
    #expect(recipe.weightDecay.value == 5e-4 && recipe.schedule.value == .cosine && recipe.finalLearningRate.value == 0)
    try recipe.validate()
    #expect(throws: NASError.self) { try Recipe(reading: { $0 == "momentum" ? .real(0) : nil }) }
  }

  @Test func valuesCrossTheBoundary() throws {
    let all: [(path: String, value: OptionValue)] = [
      ("a", .integer(-3)), ("b", .real(0.1)), ("c", .boolean(true)), ("d", .text("größe")), ("e", .path("/x y")),
      ("f", .list(["1", "", "3"])), ("g", .map([.init(key: "k", value: "v"), .init(key: "l", value: "")])),
      ("h", .none),
      ("long.path.of.names", .integer(.max)),
    ]
    let table = ConfigurationTable(all)
    let found = try table.withTable { pointer in
      try (all.map(\.path) + ["nothing"]).map { try ConfigurationReader(pointer).value($0) }
    }
    #expect(found == all.map(\.value) + [nil])
    #expect(try ConfigurationReader(nil).value("a") == nil)
  }
}
