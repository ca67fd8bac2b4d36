import NASCommands
import Testing

@Suite struct TextTableTests {
  @Test func alignsWordsLeftAndNumbersRight() {
    var table = TextTable(["name", "count"], right: [1])
    table.add(["a", "1"])
    table.add(["longer", "1,000"])
    #expect(table.text == "name    count\na           1\nlonger  1,000\n")
  }

  @Test func leavesNoSpacesAtTheEnd() {
    var table = TextTable(["name", "meaning"])
    table.add(["a", ""])
    #expect(table.text == "name  meaning\na\n")
  }
}
