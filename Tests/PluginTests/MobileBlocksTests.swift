import NASPlugin
import NASPluginTesting
import Testing

@Suite struct MobileBlocksTests {
  private let name = "mobile-blocks"
  private let rlnas = "2 0 -1 2 2 0 2 4 0 4 4 2 4 2 4 2 0 0 0 2 2"

  @Test func keepsEveryPromise() throws {
    let tasks = [LearningTask.cifar10, LearningTask(channels: 1, height: 28, width: 28, classes: 7)]
    #expect(checkSpace(try BlockSpaces.space(name, BlockSpaces.small), samples: 100, tasks: tasks) == [])
    #expect(checkSpace(try BlockSpaces.space(name, [("dropout", .real(0.2))]), tasks: [BlockSpaces.imageNet]) == [])
  }

  @Test func thousandsOfArchitecturesAreSound() throws { try BlockSpaces.checkArchitectures(of: name) }

  @Test func countsAsTheNetworkDoes() throws {
    try BlockSpaces.checkCosts(of: name, widths: [0.01, 0.1, 0.35, 1, 1.4])
  }

  @Test func networksAreNamedAsTheSupernet() throws { try BlockSpaces.checkNames(of: name) }

  /// O-MB1.
  @Test func countsItsArchitectures() throws {
    let space = try BlockSpaces.space(name)
    let numbering = try #require(space.enumerable)
    #expect(numbering.count == 221_502_229_807_900_608)
    #expect(space.decisions.count == 21)
    let heads = space.decisions.indices.filter { space.decisions[$0].options.count == 6 }
    #expect(heads == [0, 4, 8, 12, 16, 20])
    #expect(try numbering.architecture(at: 0).tokens == Array(repeating: 0, count: 21))
    #expect(try numbering.architecture(at: 1).tokens.last == 1)
    let last = try numbering.architecture(at: numbering.count - 1)
    #expect(last.tokens == space.decisions.map { Int32($0.options.count - 1) })
  }

  /// O-MB2, O-RN7.
  @Test func hasThePublishedArchitecture() throws {
    let space = try BlockSpaces.space(name)
    let published = try #require(space.publishing?.published.last)
    #expect(published.name == "rlnas" && published.settings == ["skeleton=imagenet", "dropout=0.2"])
    #expect(try space.text(published.architecture) == rlnas)
    let set = try BlockSpaces.space(name, [("skeleton", .text("imagenet")), ("dropout", .real(0.2))])
    let task = try #require(published.task)
    let network = try set.network(for: published.architecture, task: task)
    let cost = try network.cost(for: task)
    #expect((cost.params, cost.macs) == (5_255_648, 471_521_184))
    #expect(network.nodes.contains { $0.operation == .dropout(0.2) })
    #expect(try #require(try space.costs(of: published.architecture, task: task)) == (5_255_648, 471_521_184))
  }

  /// Other implementations of ProxylessNAS for GPUs (imgclsmob's table) count 7,119,848 parameters too.
  @Test func hasTheArchitectureOfProxylessNAS() throws {
    let space = try BlockSpaces.space(name)
    let published = try #require(space.publishing?.published.first)
    #expect(published.name == "proxylessnas-gpu" && published.settings == ["skeleton=imagenet"])
    #expect(try space.text(published.architecture) == "2 -1 -1 -1 4 -1 -1 0 5 -1 -1 2 3 -1 0 2 5 5 5 3 5")
    let task = try #require(published.task)
    #expect(try #require(try space.costs(of: published.architecture, task: task)) == (7_119_848, 465_260_160))
  }

  /// O-MB2.
  @Test func supernetHasThePublishedParameters() throws {
    #expect(try BlockSpaces.checkSupernet(of: name).params == 27_684_320)
  }

  @Test func hasTheStagesOfTheCode() throws {
    let space = try BlockSpaces.space(name)
    let network = try space.network(for: space.parse(rlnas), task: BlockSpaces.imageNet)
    let cost = try network.cost(for: BlockSpaces.imageNet)
    func shape(_ prefix: String) -> String? {
      network.nodes.lastIndex { $0.id.hasPrefix(prefix + ".") }.map { cost.shapes[$0].description }
    }
    let shapes = ["stem", "first", "b0", "b4", "b8", "b12", "b16", "b20", "head"].map(shape)
    #expect(
      shapes == [
        "40×112×112", "24×112×112", "32×56×56", "56×28×28", "112×14×14", "128×14×14", "256×7×7", "432×7×7", "1728×7×7",
      ])
    #expect(shape("b2") == nil, "a skip emits nothing")
    // A sum wherever channels and size stay: 15 places less the one that is skipped.
    #expect(network.nodes.count { $0.operation == .add } == 14)
    #expect(
      network.nodes.contains { $0.id == "b0.k5e3.depth.conv" } && network.nodes.contains { $0.operation == .relu6 })
  }

  @Test func smallImagesAreHalvedLess() throws {
    let space = try BlockSpaces.space(name)
    let network = try space.network(for: space.parse(rlnas), task: .cifar10)
    let shapes = try network.cost(for: .cifar10).shapes
    let head = try #require(network.nodes.firstIndex { $0.id == "head.conv" })
    #expect(shapes[head].description == "1728×4×4")
    let large = try BlockSpaces.space(name, [("skeleton", .text("imagenet"))])
    let other = try large.network(for: large.parse(rlnas), task: .cifar10)
    #expect(try other.cost(for: .cifar10).shapes[head].description == "1728×1×1")
  }

  /// 40, 24 and 1,728 channels times 0.49 are 19.6, 11.76 and 846.72; the nearest 16 and 8 would lose more than a tenth.
  @Test func channelsStayMultiplesOfEight() throws {
    let space = try BlockSpaces.space(name, [("width", .real(0.49))])
    let network = try space.network(for: space.parse(rlnas), task: .cifar10)
    let shapes = try network.cost(for: .cifar10).shapes
    let channels = ["stem.conv", "first.project.conv", "head.conv"].map { id in
      network.nodes.firstIndex { $0.id == id }.map { shapes[$0].channels }
    }
    #expect(channels == [24, 16, 848])
  }

  @Test func supernetHasSkipsWhereNothingChanges() throws {
    let supernet = try #require(try BlockSpaces.space(name).weightSharing).supernet(for: .cifar10)
    for edge in try #require(supernet.cells.first).edges {
      guard case .choice(let choice) = supernet.nodes[edge.choice].operation else { continue }
      let isHead = [0, 4, 8, 12, 16, 20].contains(edge.from)
      #expect(choice.alternatives.map(\.kind) == Array(repeating: .weighted, count: 6) + (isHead ? [] : [.skip]))
    }
  }

  @Test func pathsAreUniform() throws {
    let sharing = try #require(try BlockSpaces.space(name).weightSharing)
    var random = RandomStream(seed: 3)
    var (head, inner) = (Array(repeating: 0.0, count: 6), Array(repeating: 0.0, count: 7))
    for _ in 0..<4_200 {
      let path = try sharing.samplePath(&random)
      head[Int(path[4])] += 1
      inner[Int(path[19])] += 1
    }
    #expect(head.allSatisfy { abs($0 - 700) < 5 * (4_200.0 * 5 / 36).squareRoot() })
    #expect(inner.allSatisfy { abs($0 - 600) < 5 * (4_200.0 * 6 / 49).squareRoot() })
  }

  @Test(arguments: [
    (
      "-1" + " 0 -1 2 2 0 2 4 0 4 4 2 4 2 4 2 0 0 0 2 2", "at character 1 of", "-1 is no block of place 1",
      "allows 0, 1, 2, 3, 4, 5"
    ),
    (
      "2 0 6 2 2 0 2 4 0 4 4 2 4 2 4 2 0 0 0 2 2", "at character 5 of", "6 is no block of place 3",
      "0, 1, 2, 3, 4, 5, -1"
    ),
    ("2 0 x", "at character 5 of '2 0 x'", "'x' is no number of a block", "21 numbers"),
    ("2 0 02", "at character 5 of", "'02' is no number", "21 numbers"),
    ("2 0", "at character 4 of '2 0'", "the text ends after 2 of 21 blocks", "21 numbers"),
    ("", "at character 1 of ''", "the text ends after 0 of 21 blocks", "21 numbers"),
    (
      "2 0 -1 2 2 0 2 4 0 4 4 2 4 2 4 2 0 0 0 2 2 7", "at character 44 of",
      "the architecture is complete, but '7' follows", "21"
    ),
  ])
  func saysWhereATextIsWrong(text: String, place: String, message: String, hint: String) throws {
    let space = try BlockSpaces.space(name)
    let error = try #require(throws: NASError.self) { try space.parse(text) }
    #expect(error.code == .invalid && error.message.contains(place) && error.message.contains(message), "\(error)")
    #expect(error.hint?.contains(hint) == true, "\(error)")
  }

  @Test func saysWhyTokensAndTasksAreRefused() throws {
    let space = try BlockSpaces.space(name)
    let short = try #require(throws: NASError.self) { try space.validate(Architecture([1, 2])) }
    #expect(short.message == "an architecture of mobile-blocks has 21 tokens, not 2")
    var tokens = [Int32](repeating: 6, count: 21)
    let wrong = try #require(throws: NASError.self) { try space.text(Architecture(tokens)) }
    #expect(wrong.message.contains("token 0") && wrong.hint?.contains("0 to 5") == true)
    tokens = Array(repeating: 0, count: 21)
    let none = LearningTask(channels: 3, height: 0, width: 32, classes: 10)
    let empty = try #require(throws: NASError.self) { try space.network(for: Architecture(tokens), task: none) }
    #expect(empty.code == .invalid && empty.message.contains("3×0×32"))
  }

  @Test func readsCommasToo() throws {
    let space = try BlockSpaces.space(name)
    #expect(try space.parse(rlnas.replacing(" ", with: ", ")) == space.parse(rlnas))
  }
}
