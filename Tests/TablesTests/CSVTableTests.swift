import NASPlugin
import Table
import Testing

struct CSVTableTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func table(_ text: String, _ architecture: String = "arch", _ metrics: [String] = ["x"]) throws -> CSVTable {
    try CSVTable(path: scratch.write(text, "t.csv"), architectureColumn: architecture, metricColumns: metrics)
  }

  @Test func readsTheNamedColumnsInTheAskedOrder() throws {
    let table = try table("x,arch,note,y\n1,a,hello,2\n3,b,,4e-1\n", "arch", ["y", "x"])
    #expect(table.architectures == ["a", "b"] && table.metricCount == 2)
    #expect(table.values == [2, 1, 0.4, 3])
    #expect(table.row(of: "b") == 1 && table.row(of: "c") == nil)
    #expect(Array(table.metrics(ofRow: 1)) == [0.4, 3])
  }

  @Test(arguments: [
    "arch,x\r\na,1\r\nb,2\r\n", "arch,x\na,1\nb,2", "\u{FEFF}arch,x\na,1\nb,2\n\n\r\n",
    "\"arch\",\"x\"\n\"a\",\"1\"\n\"b\",\"2\"\n",
  ])
  func readsAllUsualForms(text: String) throws {
    let table = try table(text)
    #expect(table.architectures == ["a", "b"] && table.values == [1, 2])
  }

  @Test func readsQuotedFields() throws {
    let table = try table("arch,x\n\"a,\"\"b\"\"\n\r\nc\"\"\",1\n\"\",2\n".replacing("\"\",2\n", with: ""))
    #expect(table.architectures == ["a,\"b\"\n\r\nc\""])
    let text = "arch,x\n\"one\ntwo\",1\nb,bad\n"
    expectRefusal("line 4", "'bad'") { _ = try self.table(text) }
  }

  @Test func readsNumbersExactly() throws {
    let numbers = [
      "0", "-0.0", "+7", "91.607", "82.09199998291015", "0.0109042128127924137", ".5", "5.", "1e3", "1E-3",
      "123456789012345678901234567890",
      "9007199254740993", "1.7976931348623157e308", "4.9e-324", "1e-400", "0.1", "2.2250738585072011e-308", "1e23",
      "8.5e+2",
      "00000000000000000000000000000000000001",
    ]
    let rows = numbers.enumerated().map { "\($0.offset),\($0.element)" }.joined(separator: "\n")
    let table = try table("arch,x\n" + rows)
    for (number, value) in zip(numbers, table.values) {
      #expect(Double(number)?.bitPattern == value.bitPattern, "\(number)")
    }
  }

  @Test(arguments: [
    "", " ", " 1", "1 ", "nan", "inf", "-inf", "1e999", "0x10", "1,5".replacing(",", with: ";"), "--1", "1e", "e5", ".",
    "1.2.3", "1_000",
    "\"1\"\"\"",
  ])
  func refusesWhatIsNoFiniteNumber(text: String) {
    expectRefusal("line 3", "column 'x'", "finite number") { _ = try table("arch,x\na,1\nb,\(text)\n") }
  }

  @Test func refusesWrongFiles() throws {
    expectRefusal("nothing.csv", code: .missing) {
      _ = try CSVTable(path: scratch.path + "/nothing.csv", architectureColumn: "a", metricColumns: [])
    }
    expectRefusal("is not a file") { _ = try CSVTable(path: scratch.path, architectureColumn: "a", metricColumns: []) }
    expectRefusal("is empty") { _ = try table("") }
    expectRefusal("is empty") { _ = try table("\n\n") }
    expectRefusal("no rows") { _ = try table("arch,x\n") }
  }

  @Test func refusesUnknownColumnsAndListsTheKnown() {
    expectRefusal("no column 'z'", "arch, x, y") { _ = try table("arch,x,y\na,1,2\n", "arch", ["z"]) }
    expectRefusal("no column 'architecture'", "arch, x") { _ = try table("arch,x\na,1\n", "architecture") }
    expectRefusal("'x' 2 times") { _ = try table("arch,x,x\na,1,2\n") }
  }

  @Test func refusesWrongRows() {
    expectRefusal("line 3", "1 fields", "2 columns") { _ = try table("arch,x\na,1\nb\n") }
    expectRefusal("line 2", "3 fields", "2 columns") { _ = try table("arch,x\na,1,2\n") }
    expectRefusal("line 3", "1 fields") { _ = try table("arch,x\na,1\n\nb,2\n") }
    expectRefusal("line 4", "line 2", "a") { _ = try table("arch,x\na,1\nb,2\na,3\n") }
    expectRefusal("line 2", "no architecture") { _ = try table("arch,x\n,1\n") }
  }

  @Test func refusesWrongQuotes() {
    expectRefusal("line 2", "never closed") { _ = try table("arch,x\n\"a,1\n") }
    expectRefusal("line 2", "quote inside field 1") { _ = try table("arch,x\na\"b,1\n") }
    expectRefusal("line 2", "closing quote of field 1") { _ = try table("arch,x\n\"a\"b,1\n") }
    expectRefusal("line 2", "carriage return") { _ = try table("arch,x\na,1\rb,2\n") }
  }

  @Test func refusesTextThatIsNotUTF8() throws {
    let path = try scratch.write(Array("arch,x\n".utf8) + [0xFF, 0x2C, 0x31, 0x0A], "t.csv")
    expectRefusal("line 2", "UTF-8") { _ = try CSVTable(path: path, architectureColumn: "arch", metricColumns: ["x"]) }
  }

  /// A file cut anywhere is refused, or was cut between two rows or inside its last number.
  @Test func aFileCutAnywhereNeverCrashes() throws {
    let whole = "arch,x\n\"a\"\"b\",1.25\r\nc,-3e2\n"
    var complete = 0
    for length in 0...whole.utf8.count {
      let path = try scratch.write(Array(whole.utf8.prefix(length)), "t.csv")
      do {
        let table = try CSVTable(path: path, architectureColumn: "arch", metricColumns: ["x"])
        #expect(table.architectures.first == "a\"b" && table.values.count == table.architectures.count)
        complete += 1
      } catch is NASError {}
    }
    #expect(complete > 3)
  }
}
