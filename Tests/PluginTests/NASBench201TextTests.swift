import NASPlugin
import Testing

@Suite struct NASBench201TextTests {
  let space: ForeignSpace

  init() throws { space = try BuiltPlugins.nasBench201() }

  @Test func writesTheOfficialString() throws {
    let text = "|nor_conv_3x3~0|+|none~0|skip_connect~1|+|nor_conv_1x1~0|none~1|avg_pool_3x3~2|"
    #expect(try space.text(Architecture([3, 0, 1, 2, 0, 4])) == text)
    #expect(try space.parse(text).tokens == [3, 0, 1, 2, 0, 4])
  }

  @Test func readsBackAllTexts() throws {
    for architecture in try everyArchitecture(space) {
      let text = try space.text(architecture)
      guard try space.parse(text) != architecture else { continue }
      Issue.record("\(text) is read as another architecture")
    }
  }

  @Test(arguments: [
    (
      "|nor_conv_3x3~7|", "at character 15 of '|nor_conv_3x3~7|', '7' stands where '0' is expected",
      "the form is |op~0|"
    ),
    (
      "|nor_conv_3x4~0|", "at character 2 of '|nor_conv_3x4~0|', 'nor_conv_3x4' is no operation",
      "did you mean 'nor_conv_3x3'?"
    ),
    ("|dilated_convolution~0|", "'dilated_convolution' is no operation", "the operations are none, skip_connect"),
    ("|none~0|none~0", "at character 9 of '|none~0|none~0', 'n' stands where '+' is expected", "the form is"),
    ("none~0|", "at character 1 of 'none~0|', 'n' stands where '|' is expected", "the form is"),
    ("|none~0|+|none~0|none~1|", "at character 25 of", "the form is"),
    ("|none~0", "the text ends where '|' is expected", "the form is"),
    ("", "at character 1 of '', the text ends where '|' is expected", "the form is"),
    ("|none~0|+|none~0|none~1|+|none~0|none~1|none~2|x", "the architecture is complete, but 'x' follows", "remove it"),
  ])
  func saysWhereATextIsWrong(text: String, message: String, hint: String) throws {
    let error = try #require(throws: NASError.self) { try space.parse(text) }
    #expect(error.code == .invalid)
    #expect(error.message.contains(message))
    #expect(error.hint?.contains(hint) == true)
  }

  @Test func saysWhyTokensAreRefused() throws {
    let short = try #require(throws: NASError.self) { try space.validate(Architecture([1, 2])) }
    #expect(short.message == "an architecture of nas-bench-201 has 6 tokens, not 2")
    let wrong = try #require(throws: NASError.self) { try space.text(Architecture([0, 1, 2, 5, 4, 0])) }
    #expect(wrong.message == "token 3 is 5" && wrong.hint == "the operations of nas-bench-201 are 0 to 4")
  }
}
