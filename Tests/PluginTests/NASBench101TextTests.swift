import NASPlugin
import Testing

@Suite struct NASBench101TextTests {
  let space: ForeignSpace

  init() throws { space = try BuiltPlugins.nasBench101() }

  @Test func writesOperationsAndWhatTheyRead() throws {
    let text = "conv3x3-bn-relu~0|maxpool3x3~0~1|conv1x1-bn-relu|conv3x3-bn-relu|conv3x3-bn-relu~1~4|output~2~5"
    let tokens: [Int32] = [1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 2, 1, 0, 0]
    #expect(try space.parse(text).tokens == tokens)
    #expect(try space.text(Architecture(tokens)) == text)
  }

  @Test func readsBackThousandsOfTexts() throws {
    var random = RandomStream(seed: 4)
    for _ in 0..<5_000 {
      let cell = try space.drawMutation(of: space.sample(&random), rate: nil, &random).child
      #expect(try space.parse(space.text(cell)) == cell)
    }
  }

  @Test(arguments: [
    ("|nor_conv_3x3~7|", "at character 1 of", "the operations are conv3x3-bn-relu"),
    ("conv3x3-bn-relu~0|nor_conv_3x3~0|", "at character 19 of", "the operations are conv3x3-bn-relu"),
    ("conv3x3-bn-relu~1", "at character 17 of 'conv3x3-bn-relu~1', '1' stands where", "0 to 0, in order"),
    ("conv3x3-bn-relu~0|maxpool3x3~1~0", "at character 32 of", "there is none left"),
    ("conv3x3-bn-relu~0~0", "at character 19 of", "there is none left"),
    ("conv3x3-bn-relu~0|maxpool3x3~01", "'01' stands where", "0 to 1"),
    ("conv3x3-bn-relu~0", "the text ends after 1 of 6 vertices", "the form is op~0"),
    ("", "at character 1 of ''", "the operations are"),
    (
      "maxpool3x3|maxpool3x3|maxpool3x3|maxpool3x3|maxpool3x3|outputs~0", "at character 56 of",
      "the form is op~0"
    ),
    (
      "maxpool3x3|maxpool3x3|maxpool3x3|maxpool3x3|maxpool3x3|output~0|maxpool3x3",
      "the architecture is complete, but '|maxpool3x3' follows", "remove it"
    ),
    ("maxpool3x3|maxpool3x3~1|maxpool3x3|maxpool3x3|maxpool3x3|output~2", "no path leads", "0→6"),
  ])
  func saysWhereATextIsWrong(text: String, message: String, hint: String) throws {
    let error = try #require(throws: NASError.self) { try space.parse(text) }
    #expect(error.code == .invalid)
    #expect(error.message.contains(message))
    #expect(error.hint?.contains(hint) == true)
  }
}
