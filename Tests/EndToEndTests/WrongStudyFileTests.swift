import Foundation
import Testing

/// What is wrong in a study file or on the command line is said in one sentence, before anything is made.
@Suite(.enabled(if: Program.isBuilt, "the release build is missing: make build"))
struct WrongStudyFileTests {
  let study: Study

  init() throws { study = try Study.onTable(trials: 20) }

  /// Runs the file with a change, which must be refused.
  private func refused(_ change: String, _ words: String..., location: SourceLocation = #_sourceLocation) throws {
    let before = study.scratch.contents
    for command in ["run", "check"] {
      let run = try Program([command, "study.yaml", "--set", change], in: study.scratch.path)
      #expect(run.status == 2 && run.output.isEmpty, "\(run.errors)", sourceLocation: location)
      #expect(run.errorLines.count == 1 && run.errors.hasPrefix("nas: "), "\(run.errors)", sourceLocation: location)
      for word in words { #expect(run.errors.contains(word), "\(run.errors)", sourceLocation: location) }
    }
    #expect(study.scratch.contents == before, sourceLocation: location)
  }

  @Test func theFileItselfIsGood() throws {
    #expect(try Program(["check", "study.yaml"], in: study.scratch.path).status == 0)
  }

  @Test func anUnknownKeyIsAnsweredWithTheNearest() throws {
    try refused("strategy.populatoin=3", "'strategy.populatoin'", "did you mean 'population'?")
    try refused("budgte=3", "'budgte'", "did you mean 'budget'?")
    try refused("duplicates.levle=tokens", "'duplicates.levle'", "'level'")
  }

  @Test func aWrongTypeIsNamed() throws {
    try refused("strategy.population=many", "'strategy.population' must be a whole number, not 'many'")
    try refused("budget.trials=[1]", "'budget.trials'", "not a list")
    try refused("space=[]", "'space'")
    try refused("strategy.replacement=perhaps", "true or false")
    try refused("isolation=anywhere", "'isolation' cannot be 'anywhere'")
  }

  @Test func aValueOutOfRangeIsNamedWithItsRange() throws {
    try refused("strategy.population=0", "'strategy.population' is 0, outside 1 to 1000000")
    try refused("space.cells=65", "'space.cells' is 65, outside 1 to 64")
    try refused("budget.trials=0", "'budget.trials'")
    try refused("workers=0", "'workers'")
    try refused("window=-1", "'window'")
    try refused("seed=-1", "'seed' must not be negative")
  }

  @Test func anUnknownComponentIsAnsweredWithTheNearest() throws {
    try refused("strategy.use=regularised-evolution", "did you mean 'regularized-evolution'?")
    try refused("space.use=nas-bench-221", "did you mean 'nas-bench-201'?")
    try refused("evaluator.use=tabel", "did you mean 'table'?")
    try refused("strategy={ use: nas-bench-201 }", "'nas-bench-201'")
  }

  @Test func anUnknownMetricIsAnsweredWithTheNearest() throws {
    try refused("objective.maximize=valeu", "'valeu'", "did you mean 'value'?")
  }

  @Test func aFileThatIsNoStudyIsNamed() throws {
    try expectRefusal(["run", "nowhere.yaml"], in: study.scratch, saying: "cannot read study file 'nowhere.yaml'")
    try study.scratch.write("name: [\n", "broken.yaml")
    try expectRefusal(["run", "broken.yaml"], in: study.scratch, saying: "broken.yaml", "YAML")
    try study.scratch.write("", "empty.yaml")
    try expectRefusal(["run", "empty.yaml"], in: study.scratch, saying: "empty.yaml")
    try study.scratch.write(Data([0x6E, 0xFF, 0xFE]), "binary.yaml")
    try expectRefusal(["run", "binary.yaml"], in: study.scratch, saying: "binary.yaml", "UTF-8")
    try study.scratch.write("- a\n- b\n", "list.yaml")
    try expectRefusal(["run", "list.yaml"], in: study.scratch, saying: "list.yaml")
    try expectRefusal(["run", "."], in: study.scratch, saying: "cannot read study file '.'")
  }

  @Test func missingKeysAreNamed() throws {
    for key in ["space", "strategy", "evaluator", "objective", "budget"] {
      let text = try String(contentsOfFile: study.file, encoding: .utf8)
      let rest = text.split(separator: "\n").filter { !$0.hasPrefix(key + ":") }.joined(separator: "\n")
      try study.scratch.write(rest, "partial.yaml")
      try expectRefusal(["run", "partial.yaml"], in: study.scratch, saying: "'\(key)' is missing")
    }
  }

  @Test func wrongArgumentsGetOneLineToo() throws {
    try expectRefusal(["run", "study.yaml", "--bogus"], in: study.scratch, saying: "--bogus")
    try expectRefusal(["run"], in: study.scratch, saying: "<file>")
    try expectRefusal(["fly"], in: study.scratch, saying: "fly")
    try expectRefusal(["run", "study.yaml", "--seed", "tomorrow"], in: study.scratch, saying: "tomorrow")
    try expectRefusal(["run", "study.yaml", "--workers", "0"], in: study.scratch, saying: "workers")
    try expectRefusal(["run", "study.yaml", "--set", "nothing"], in: study.scratch, saying: "path=value")
    try expectRefusal(["list", "wishes"], in: study.scratch, saying: "wishes")
    for command in ["status", "best", "trials", "resume"] {
      try expectRefusal([command, "nowhere"], in: study.scratch, saying: "nowhere")
    }
    for command in ["status", "best", "trials"] {
      try expectRefusal([command, "nowhere", "--format", "xml"], in: study.scratch, saying: "xml")
    }
  }
}
