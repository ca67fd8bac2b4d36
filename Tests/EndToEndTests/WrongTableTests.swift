import Foundation
import Glibc
import Testing

/// A table that is not what the study says is refused with its line, before anything is made.
@Suite(.enabled(if: Program.isBuilt, "the release build is missing: make build"))
struct WrongTableTests {
  let study: Study
  private static let rows = SyntheticTable.text.split(separator: "\n").map(String.init)

  init() throws { study = try Study.onTable(trials: 20) }

  private func refused(_ table: [String], _ words: String..., location: SourceLocation = #_sourceLocation) throws {
    try study.scratch.write(table.joined(separator: "\n") + "\n", "table.csv")
    let before = study.scratch.contents
    for more in [[], ["--set", "isolation=worker"]] {
      let run = try Program(["run", "study.yaml"] + more, in: study.scratch.path)
      #expect(run.status == 2 && run.output.isEmpty, "\(run.errors)", sourceLocation: location)
      #expect(run.errorLines.count == 1 && run.errors.hasPrefix("nas: "), "\(run.errors)", sourceLocation: location)
      for word in ["table.csv"] + words {
        #expect(run.errors.contains(word), "\(run.errors)", sourceLocation: location)
      }
    }
    #expect(study.scratch.contents == before, sourceLocation: location)
  }

  @Test func aMissingColumnIsAnsweredWithThoseThatAreThere() throws {
    try refused(["architecture,valeu,size"] + Self.rows.dropFirst(), "no column 'value'", "size")
    try refused(["cell,value,size"] + Self.rows.dropFirst(), "no column 'architecture'")
  }

  @Test func aRowWithTooFewFieldsIsNamedByItsLine() throws {
    var rows = Self.rows
    rows[700] = String(rows[700].prefix { $0 != "," })
    try refused(rows, "line 701")
  }

  @Test func aNumberThatIsNoneIsNamedByItsLine() throws {
    for wrong in ["", "high", "nan", "inf", "1,5"] {
      var rows = Self.rows
      rows[900] = rows[900].split(separator: ",")[0] + ",\(wrong),3"
      try refused(rows, "line 901")
    }
  }

  @Test func rowsOfAnotherSpaceAreNamed() throws {
    var rows = Self.rows
    rows[40] = "|conv_7x7~0|+|none~0|none~1|+|none~0|none~1|none~2|,1,2"
    try refused(rows, "line 41")
  }

  @Test func aRowThatStandsTwiceIsNamed() throws { try refused(Self.rows + [Self.rows[9]], "10", "15627") }

  @Test func anEmptyTableIsNamed() throws {
    try refused([""])
    try refused([Self.rows[0]])
  }

  @Test func aTableThatCannotBeReadIsNamed() throws {
    let table = study.scratch.file("table.csv")
    unlink(table)
    try expectRefusal(["run", "study.yaml"], in: study.scratch, saying: "table.csv", "No such file")
    try FileManager.default.createDirectory(atPath: table, withIntermediateDirectories: false)
    try expectRefusal(["run", "study.yaml"], in: study.scratch, saying: "table.csv", "not a file")
  }

  @Test(.enabled(if: geteuid() != 0, "the superuser may read every file"))
  func aTableThatMayNotBeReadIsNamed() throws {
    chmod(study.scratch.file("table.csv"), 0)
    try expectRefusal(["run", "study.yaml"], in: study.scratch, saying: "table.csv", "Permission denied")
  }

  @Test func aMissingArchitectureCostsTheTrialAlone() throws {
    let some = Self.rows.enumerated().filter { $0.offset == 0 || $0.offset % 2 == 1 }.map(\.element)
    try study.scratch.write(some.joined(separator: "\n") + "\n", "table.csv")
    try study.complete("study", "--set", "strategy={ use: random }", "--set", "budget.trials=60")
    let trials = try #require(study.object("trials", "study")["trials"] as? [[String: Any]])
    let failed = trials.filter { $0["status"] as? String == "failed" }
    #expect(trials.count == 60 && !failed.isEmpty && failed.count < 60)
    for trial in failed {
      let (text, reason) = (try #require(trial["architecture"] as? String), try #require(trial["reason"] as? String))
      #expect(reason.contains("has no row for \(text)"))
    }
  }
}
