import NASPlugin
import Testing

@Suite struct ConvChainTextTests {
  @Test func writesLayers() throws {
    let space = try BuiltPlugins.convChain(layers: 3)
    let text = "3x5:36|7x1:48<1|3x3:64<1,2"
    #expect(try space.parse(text).tokens == [1, 2, 1, 3, 0, 2, 1, 1, 1, 3, 3])
    #expect(try space.text(Architecture([1, 2, 1, 3, 0, 2, 1, 1, 1, 3, 3])) == text)
    let strided = try BuiltPlugins.convChain(layers: 2, strides: true)
    #expect(try strided.parse("1x1/2x3:24|5x7/1x1:64").tokens == [0, 0, 1, 2, 0, 2, 3, 0, 0, 3, 0])
    let plain = try BuiltPlugins.convChain(layers: 2, skips: false)
    #expect(try plain.text(Architecture([0, 0, 0, 3, 3, 3])) == "1x1:24|7x7:64")
  }

  @Test(arguments: [1, 2, 15, 33, 60])
  func readsBackThousandsOfTexts(layers: Int) throws {
    let space = try BuiltPlugins.convChain(layers: layers, strides: layers == 15)
    var random = RandomStream(seed: 9)
    for _ in 0..<(layers > 20 ? 200 : 2_000) {
      let architecture = try space.sample(&random)
      #expect(try space.parse(space.text(architecture)) == architecture)
    }
  }

  @Test(arguments: [
    (
      "|nor_conv_3x3~7|", "at character 1 of '|nor_conv_3x3~7|', '|' stands where a filter height is expected",
      "1, 3, 5, 7"
    ),
    ("2x3:24|1x1:24", "at character 1 of '2x3:24|1x1:24', '2' stands where a filter height", "one of 1, 3, 5, 7"),
    ("3x9:24|1x1:24", "at character 3 of '3x9:24|1x1:24', '9' stands where a filter width", "one of 1, 3, 5, 7"),
    ("3x3:25|1x1:24", "at character 5 of", "one of 24, 36, 48, 64"),
    ("3x3:24<1|1x1:24", "at character 8 of", "there is none"),
    ("3x3:24|1x1:24<2", "at character 15 of", "it is one of 1"),
    ("3x3:24|1x1:24<1,1", "at character 17 of", "there is none"),
    ("3x3:24", "at character 7 of '3x3:24', the text ends where '|' is expected", "for 2 layers"),
    ("3x3/1x1:24|1x1:24", "'/' stands where ':' is expected", "the form is 3x5:36"),
    ("3x3:24|1x1:24|1x1:24", "the architecture is complete, but '|1x1:24' follows", "remove it"),
    ("3x3:24|1x1:024", "'024' stands where a number of filters", "one of"),
    ("", "the text ends where a filter height is expected", "1, 3, 5, 7"),
  ])
  func saysWhereATextIsWrong(text: String, message: String, hint: String) throws {
    let space = try BuiltPlugins.convChain(layers: 2)
    let error = try #require(throws: NASError.self) { try space.parse(text) }
    #expect(error.code == .invalid)
    #expect(error.message.contains(message), "\(error)")
    #expect(error.hint?.contains(hint) == true, "\(error)")
  }
}
