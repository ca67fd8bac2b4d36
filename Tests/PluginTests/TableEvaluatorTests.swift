import Foundation
import NASPlugin
import NASPluginTesting
import Testing

@Suite struct TableEvaluatorTests {
  private static let metrics = OptionValue.map([.init(key: "accuracy", value: "acc"), .init(key: "time", value: "t")])

  private func evaluator(
    _ file: TemporaryFile, over space: ForeignSpace, metrics: OptionValue = Self.metrics,
    more: InProcessPlugin.Values = []
  ) throws -> ForeignEvaluator {
    let options: InProcessPlugin.Values = [("path", .path(file.path)), ("metrics", metrics)] + more
    return try BuiltPlugins.table.get().evaluator("table", options: options, host: TestHost(space: space))
  }

  /// All architectures of a toy space, with values that tell them apart.
  private func toyTable(bits: Int, leavingOut missing: Set<Int> = []) throws -> (TemporaryFile, ForeignSpace) {
    let space = try BuiltPlugins.toySpace(bits: bits)
    var text = "t,architecture,acc\n"
    for (number, architecture) in try everyArchitecture(space).enumerated() where !missing.contains(number) {
      text += "\(number * 10),\(try space.text(architecture)),0.\(100 + number)\n"
    }
    return (try TemporaryFile(text), space)
  }

  private func candidate(_ architecture: Architecture) -> Candidate {
    Candidate(trial: 0, proposal: Proposal(architecture), seed: 0)
  }

  @Test func keepsEveryPromise() throws {
    let (file, space) = try toyTable(bits: 6)
    #expect(checkEvaluator(over: space) { try evaluator(file, over: space) } == [])
  }

  @Test func looksEveryRowUp() throws {
    let (file, space) = try toyTable(bits: 6)
    let all = try everyArchitecture(space)
    let results = try evaluator(file, over: space).evaluate(all.map(candidate))
    for (number, result) in results.enumerated() {
      #expect(result.evaluation == .completed([try #require(Double("0.\(100 + number)")), Double(number * 10)]))
    }
  }

  @Test func readsTextsOfTheRealSpace() throws {
    let space = try BuiltPlugins.nasBench201()
    var text = "arch,acc\n"
    for (number, architecture) in try everyArchitecture(space).enumerated() {
      text += "\(try space.text(architecture)),\(number)\n"
    }
    let metrics = OptionValue.map([.init(key: "accuracy", value: "acc")])
    let table = try evaluator(
      TemporaryFile(text), over: space, metrics: metrics, more: [("architecture", .text("arch"))])
    for number in [0, 1, 7_777, 15_624] {
      let architecture = try everyArchitecture(space)[number]
      #expect(try table.evaluate([candidate(architecture)])[0].evaluation == .completed([Double(number)]))
    }
  }

  @Test func metricsAreMaximizedUnlessTheFileSaysOtherwise() throws {
    let (file, space) = try toyTable(bits: 2)
    #expect(try evaluator(file, over: space).metrics.map(\.isMaximized) == [true, true])
    let mixed = try evaluator(file, over: space, more: [("minimize", .list(["time"]))])
    #expect(mixed.metrics == [Metric("accuracy"), Metric("time", maximize: false)])
  }

  @Test func anArchitectureWithoutRowFailsByName() throws {
    let (file, space) = try toyTable(bits: 4, leavingOut: [5])
    let table = try evaluator(file, over: space)
    let missing = try everyArchitecture(space)[5]
    let results = try table.evaluate([candidate(missing), candidate(try everyArchitecture(space)[6])])
    #expect(results[0].evaluation == .failed("the table \(file.path) has no row for 1010"))
    #expect(results[1].evaluation == .completed([0.106, 60]))
  }

  @Test func aRowThatIsNoArchitectureIsNamedByLine() throws {
    let space = try BuiltPlugins.toySpace(bits: 3)
    let file = try TemporaryFile("architecture,acc,t\n010,1,2\n0x0,1,2\n")
    let error = try #require(throws: NASError.self) { try evaluator(file, over: space) }
    #expect(error.message == "line 3 of \(file.path) holds no architecture of the study's space: '0x0' is not 3 bits")
    #expect(error.hint?.contains("made for this space") == true)
  }

  @Test func aTableOfAnotherSpaceIsRefusedInOneSentence() throws {
    let (file, _) = try toyTable(bits: 3)
    let error = try #require(throws: NASError.self) { try evaluator(file, over: BuiltPlugins.nasBench201()) }
    #expect(
      error.message.hasPrefix(
        "line 2 of \(file.path) holds no architecture of the study's space: at character 1 of '000'"))
  }

  @Test func refusesWhatNoTableHas() throws {
    let (file, space) = try toyTable(bits: 2)
    let unknown = OptionValue.map([.init(key: "accuracy", value: "accuracy")])
    let column = try #require(throws: NASError.self) { try evaluator(file, over: space, metrics: unknown) }
    #expect(column.message.contains("no column 'accuracy'"))
    let none = try #require(throws: NASError.self) { try evaluator(file, over: space, metrics: .map([])) }
    #expect(none.message == "the table has no metrics")
    let minimize = try #require(throws: NASError.self) {
      try evaluator(file, over: space, more: [("minimize", .list(["acc"]))])
    }
    #expect(minimize.message == "minimize names 'acc', which is no metric of the table")
    #expect(minimize.hint == "its metrics are accuracy, time")
  }

  /// Two texts of one architecture would make the result a matter of luck.
  @Test func twoRowsOfOneArchitectureAreRefused() throws {
    let space = try BuiltPlugins.toySpace(bits: 2)
    let file = try TemporaryFile("architecture,acc,t\n01,1,2\n10,1,2\n01,3,4\n")
    let error = try #require(throws: NASError.self) { try evaluator(file, over: space) }
    #expect(error.message.contains("line 4") && error.message.contains("line 2"))
  }
}
