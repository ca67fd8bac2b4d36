import NASPlugin
import Testing

@Suite struct LargeScaleEvolutionTextTests {
  let space: ForeignSpace

  init() throws { space = try BuiltPlugins.largeScaleEvolution() }

  @Test func readsBackThousandsOfTexts() throws {
    let space = try BuiltPlugins.largeScaleEvolution(sampleMutations: 30)
    var random = RandomStream(seed: 5)
    for _ in 0..<1_000 {
      let architecture = try space.sample(&random)
      #expect(try space.parse(space.text(architecture)) == architecture)
    }
  }

  @Test(arguments: [
    (
      "|nor_conv_3x3~7|", "at character 1 of '|nor_conv_3x3~7|', '|' stands where 'l' is expected", "the form is lr=0.1"
    ),
    ("", "the text ends where 'l' is expected", "the form is"),
    ("lr=fast next=3", "at character 4 of", "the form is"),
    (
      "lr=0.10 next=3 {0 linear o, 1 linear i} {2: 0>1 identity 1 1}", "'0.10' stands where a learning rate", "the form"
    ),
    ("lr=0.0 next=3 {0 linear o, 1 linear i} {2: 0>1 identity 1 1}", "the learning rate is 0.0", "1e-9 to 1e3"),
    ("lr=nan next=3 {0 linear o, 1 linear i} {2: 0>1 identity 1 1}", "the learning rate is nan", "1e-9 to 1e3"),
    (
      "lr=0.1 next=3 {0 linear o, 1 relu i} {2: 0>1 identity 1 1}", "'relu' stands where one of linear, bn_relu", "form"
    ),
    ("lr=0.1 next=3 {0 linear o, 1 linear x} {2: 0>1 identity 1 1}", "'x' stands where one of -, i, o", "form"),
    ("lr=0.1 next=3 {0 linear o, 1 linear i} {2: 0>7 identity 1 1}", "edge 2 names vertex 7, which there is not", ""),
    ("lr=0.1 next=2 {0 linear o, 1 linear i} {2: 0>1 identity 1 1}", "not ascending and below the next id, 2", ""),
    (
      "lr=0.1 next=3 {0 linear o, 1 linear i} {2: 1>0 identity 1 1}", "the image is led to and does not lead on",
      "between"
    ),
    (
      "lr=0.1 next=3 {0 linear o, 1 linear i} {2: 0>1 identity 1 1} x", "the architecture is complete, but ' x'",
      "remove"
    ),
    ("lr=0.1 next=3 {0 linear o, 1 linear i} {2: 0>1 conv 2x3 stride 1 depth 1.0 1 1}", "'2x3' is no kernel", "odd"),
    (
      "lr=0.1 next=3 {0 linear o, 1 linear i} {2: 0>1 conv 3x3 stride 3 depth 1.0 1 1}", "the stride 3 stands",
      "powers of 2"
    ),
    (
      "lr=0.1 next=3 {0 linear o, 1 linear i} {2: 0>1 conv 3x3 stride 1 depth -1.0 1 1}",
      "depth factor of edge 2 is -1.0", "above 0"
    ),
    (
      "lr=0.1 next=3 {0 linear o, 1 linear i} {2: 0>1 conv 3x3 stride 1 depth 1e+30 1 1}", "edge 2 has more than 65536",
      "max_channels"
    ),
    (
      "lr=0.1 next=9 {0 linear o, 1 linear i, 3 linear -, 4 linear -} {2: 0>1 identity 1 1, 5: 3>4 identity 1 1, 6: 4>3 identity 1 1, 7: 3>1 identity 1 1, 8: 0>3 identity 1 1}",
      "the edges form a cycle that reaches vertex", "forward only"
    ),
    (
      "lr=0.1 next=9 {0 linear o, 1 linear i, 3 linear -} {2: 0>1 identity 1 1, 5: 0>3 identity 1 1}",
      "vertex 3 is led to and does not lead on", "between"
    ),
    (
      "lr=0.1 next=9 {0 linear o, 1 linear i} {2: 0>1 identity 1 1, 5: 0>1 identity 1 1}",
      "two edges lead from vertex 0 to one other", "one is enough"
    ),
    (
      "lr=0.1 next=9 {0 linear o, 1 linear i, 2 linear -} {2: 0>2 identity 1 1, 3: 2>1 identity 1 1}",
      "the id 2 is that of a vertex and of an edge", ""
    ),
  ])
  func saysWhereATextIsWrong(text: String, message: String, hint: String) throws {
    let error = try #require(throws: NASError.self) { try space.parse(text) }
    #expect(error.code == .invalid)
    #expect(error.message.contains(message), "\(error)")
    if !hint.isEmpty { #expect(error.hint?.contains(hint) == true, "\(error)") }
  }

  /// Any tokens are refused by every verb, or are an individual; none ends the process.
  @Test func survivesHostileTokens() throws {
    let grown = try BuiltPlugins.largeScaleEvolution(sampleMutations: 20)
    var random = RandomStream(seed: 6)
    var refused = 0
    for _ in 0..<4_000 {
      var tokens = try grown.sample(&random).tokens
      for _ in 0...random.index(below: 3) {
        let place = random.index(below: tokens.count)
        switch random.index(below: 4) {
        case 0: tokens[place] = Int32(truncatingIfNeeded: random.next())
        case 1: tokens[place] = Int32(random.index(below: 40)) - 4
        case 2: tokens.remove(at: place)
        default: tokens[place] = [Int32.min, .max, -1, 0][random.index(below: 4)]
        }
      }
      let architecture = Architecture(tokens)
      do {
        try space.validate(architecture)
        _ = try space.drawMutation(of: architecture, rate: nil, &random)
        _ = try space.canonical(architecture)
        #expect(try space.parse(space.text(architecture)) == architecture)
        _ = try space.network(for: architecture, task: .cifar10)
      } catch let error as NASError {
        refused += 1
        #expect(error.code == .invalid || error.code == .notApplicable, "\(error)")
      }
    }
    #expect(refused > 1_000)
    let short = try #require(throws: NASError.self) { try space.validate(Architecture([0, 0])) }
    #expect(short.message == "the genome ends at token 2, where the next id is expected")
    let many = try #require(throws: NASError.self) { try space.validate(Architecture([0, 0, 3, .max])) }
    #expect(many.message == "token 3, the number of vertices, is 2147483647")
  }
}
