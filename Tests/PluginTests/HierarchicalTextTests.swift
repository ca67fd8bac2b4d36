import NASPlugin
import Testing

@Suite struct HierarchicalTextTests {
  let space: ForeignSpace

  init() throws { space = try BuiltPlugins.hierarchical() }

  @Test(arguments: ["hierarchical", "flat"])
  func readsBackThousandsOfTexts(variant: String) throws {
    let space = try BuiltPlugins.hierarchical(variant)
    var random = RandomStream(seed: 7)
    for _ in 0..<3_000 {
      let architecture = try space.sample(&random)
      #expect(try space.parse(space.text(architecture)) == architecture)
    }
  }

  @Test func writesEdgesOfGraphs() throws {
    let text = "{1>2:max3x3 1>4:id} {} {} {} {} {2>3:dw3x3} {1>2:m6 4>5:m1}"
    let tokens = try space.parse(text).tokens
    #expect(tokens[0] == 4 && tokens[3] == 6 && tokens[32] == 2 && tokens[36] == 6 && tokens[45] == 1)
    #expect(tokens.count { $0 != 0 } == 5)
    #expect(try space.text(Architecture(tokens)) == text)
    let flat = try BuiltPlugins.hierarchical("flat")
    #expect(try flat.parse("{1>2:id 10>11:avg3x3}").tokens.last == 5)
  }

  @Test(arguments: [
    ("|nor_conv_3x3~7|", "at character 1 of '|nor_conv_3x3~7|', '|' stands where '{' is expected", "the form is six"),
    ("{1>2:conv5x5} {} {} {} {} {} {}", "at character 6 of", "they are conv1x1, dw3x3"),
    ("{1>2:m1} {} {} {} {} {} {}", "'m1' is no operation of this graph", "they are conv1x1, dw3x3"),
    ("{} {} {} {} {} {} {1>2:id}", "at character 24 of", "they are m1, m2"),
    ("{2>1:id} {} {} {} {} {} {}", "at character 2 of", "there are 4 nodes"),
    ("{1>5:id} {} {} {} {} {} {}", "1>5 stands where an edge to a later node", "there are 4 nodes"),
    ("{1>3:id 1>2:id} {} {} {} {} {} {}", "at character 9 of", "by target and then source"),
    ("{1>2:id 1>2:id} {} {} {} {} {} {}", "at character 9 of", "by target"),
    ("{1>2:id", "the text ends where ' ' is expected", "the form is"),
    ("{} {}", "the text ends where ' ' is expected", "six motifs and the cell"),
    ("{} {} {} {} {} {} {} {}", "the architecture is complete, but ' {}' follows", "remove it"),
    ("{x>2:id}", "'x' stands where a node is expected", "the form is"),
    ("", "the text ends where '{' is expected", "the form is"),
  ])
  func saysWhereATextIsWrong(text: String, message: String, hint: String) throws {
    let error = try #require(throws: NASError.self) { try space.parse(text) }
    #expect(error.code == .invalid)
    #expect(error.message.contains(message), "\(error)")
    #expect(error.hint?.contains(hint) == true, "\(error)")
  }
}
