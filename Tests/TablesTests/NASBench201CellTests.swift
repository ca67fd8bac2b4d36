import Tables
import Testing

struct NASBench201CellTests {
  @Test func writesTheOfficialText() throws {
    let cell = try #require(NASBench201Cell(key: "421211"))
    #expect(
      cell.text
        == "|avg_pool_3x3~0|+|nor_conv_1x1~0|skip_connect~1|+|nor_conv_1x1~0|skip_connect~1|skip_connect~2|")
    #expect(cell.key == "421211" && cell.index == 4 * 3125 + 2 * 625 + 125 + 2 * 25 + 5 + 1)
    #expect(NASBench201Cell(key: "444444")?.index == NASBench201Cell.count - 1)
  }

  @Test(arguments: ["", "12345", "1234567", "012345", "01234a", "-12345"])
  func refusesOtherTexts(key: String) { #expect(NASBench201Cell(key: key) == nil) }
}
