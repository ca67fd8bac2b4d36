import NASPlugin
import NASPluginTesting
import Testing

/// What holds for every space of cells.
@Suite struct CellSpacesTests {
  static let names = ["nasnet-cell", "pnas-cell", "darts-cell"]
  private static let small: InProcessPlugin.Values = [("channels", .integer(4))]
  private static let tasks = [
    LearningTask.cifar10, LearningTask(channels: 1, height: 28, width: 28, classes: 7),
    LearningTask(channels: 3, height: 9, width: 13, classes: 2),
    LearningTask(channels: 3, height: 129, width: 150, classes: 5),
  ]

  @Test(arguments: names) func keepsEveryPromise(name: String) throws {
    #expect(checkSpace(try CellSpaces.space(name, Self.small), samples: 200, tasks: Self.tasks) == [])
  }

  @Test func keepsEveryPromiseWithOtherSettings() throws {
    let training: InProcessPlugin.Values = [
      ("channels", .integer(3)), ("auxiliary", .real(0.4)), ("drop_path", .real(0.3)), ("dropout", .real(0.5)),
    ]
    let block: InProcessPlugin.Values = [("blocks", .integer(3)), ("cells", .integer(1))]
    let nasnet: InProcessPlugin.Values = [
      ("skip_reduction_layer_input", .boolean(true)), ("paired_convolution", .text("bottleneck")),
      ("normal_output", .text("all")), ("reduction_output", .text("unused+0+3")),
    ]
    let tasks = [LearningTask.cifar10, LearningTask(channels: 3, height: 224, width: 224, classes: 5)]
    for (name, options) in [
      ("nasnet-cell", training + block + nasnet), ("pnas-cell", training + block),
      ("darts-cell", training + [("layers", .integer(5)), ("affine_supernet", .boolean(true))]),
      ("nasnet-cell", [("blocks", .integer(12)), ("channels", .integer(2))]), ("pnas-cell", [("blocks", .integer(12))]),
    ] {
      let found = checkSpace(try CellSpaces.space(name, options), samples: 24, tasks: tasks)
      #expect(found == [], "\(name), \(options)")
    }
  }

  @Test(arguments: names) func thousandsOfArchitecturesAreSound(name: String) throws {
    let space = try CellSpaces.space(name)
    let crossing = try #require(space.crossing)
    var random = RandomStream(seed: 11)
    var last = try space.sample(&random)
    for _ in 0..<4_000 {
      let architecture = try space.sample(&random)
      let mutation = try space.drawMutation(of: architecture, rate: nil, &random)
      let child = try crossing.cross(architecture, last, &random)
      let form = try space.canonical(architecture)
      for each in [architecture, mutation.child, child, form] {
        try space.validate(each)
        guard try space.parse(space.text(each)) != each else { continue }
        Issue.record("\(each.tokens) is written as \(try space.text(each))")
      }
      if mutation.child == architecture || mutation.what.isEmpty { Issue.record("nothing happened to \(architecture)") }
      if try space.canonical(form) != form { Issue.record("\(form.tokens) is not its own form") }
      last = mutation.child
    }
  }

  @Test(arguments: names) func hundredsOfNetworksAreSound(name: String) throws {
    let space = try CellSpaces.space(name, Self.small)
    var random = RandomStream(seed: 12)
    for number in 0..<400 {
      let task = Self.tasks[number % 3]
      let architecture = try space.sample(&random)
      let cost = try space.network(for: architecture, task: task).cost(for: task)
      #expect(cost.shapes.last == FeatureShape(channels: task.classes, height: 1, width: 1))
      let form = try space.network(for: space.canonical(architecture), task: task).cost(for: task)
      guard (cost.params, cost.macs) != (form.params, form.macs) else { continue }
      Issue.record("\(architecture.tokens) and its canonical form differ in cost")
    }
  }

  /// Weights are inherited by id: what is alike in parent and child has one name.
  @Test(arguments: names) func idsAreStableUnderMutation(name: String) throws {
    let space = try CellSpaces.space(name, Self.small)
    var random = RandomStream(seed: 13)
    for _ in 0..<100 {
      let parent = try space.sample(&random)
      let child = try space.drawMutation(of: parent, rate: nil, &random).child
      let (before, after) = (try ids(parent, space), try ids(child, space))
      // One half of a block or one edge changes, in at most all cells of one type.
      let scopes = Set(before.symmetricDifference(after).map(Self.scope))
      #expect(scopes.count <= 4, "\(scopes)")
    }
  }

  private func ids(_ architecture: Architecture, _ space: ForeignSpace) throws -> Set<String> {
    let network = try space.network(for: architecture, task: .cifar10)
    return Set(network.nodes.filter { if case .conv2d = $0.operation { true } else { false } }.map(\.id))
  }

  /// The place of a node in its cell, such as `b2.l`; outputs and preprocessing follow from the rest.
  private static func scope(_ id: String) -> String {
    let parts = id.split(separator: ".").map(String.init)
    guard parts.count > 2, parts[0].hasPrefix("c") else { return "other" }
    return parts[1].hasPrefix("b") ? parts[1] + parts[2] : parts[1].hasPrefix("e") ? parts[1] : "other"
  }

  @Test(arguments: [
    (
      "nasnet-cell",
      ["nasnet-a", "nasnet-a-mobile", "nasnet-a-large", "amoebanet-a", "amoebanet-a-mobile", "amoebanet-c-mobile"]
    ),
    ("pnas-cell", ["pnasnet-5", "pnasnet-5-mobile", "pnasnet-5-large"]),
    (
      "darts-cell",
      [
        "darts-v1", "darts-v2", "darts-v2-imagenet", "rlnas-cifar", "rlnas-imagenet", "rlnas-imagenet-unconstrained",
      ]
    ),
  ])
  func knowsTheLiterature(name: String, published: [String]) throws {
    let space = try CellSpaces.space(name)
    let found = try #require(space.publishing).published
    #expect(found.map(\.name) == published)
    for entry in found { try space.validate(entry.architecture) }
    guard name != "darts-cell" else { return }
    let smaller = try CellSpaces.space(name, [("blocks", .integer(4))])
    #expect(try #require(smaller.publishing).published.isEmpty)
  }

  @Test func refusesImagesThatAreTooSmall() throws {
    let tiny = LearningTask(channels: 3, height: 2, width: 32, classes: 10)
    for name in Self.names {
      let space = try CellSpaces.space(name)
      var random = RandomStream(seed: 1)
      let architecture = try space.sample(&random)
      let error = try #require(throws: NASError.self) { try space.network(for: architecture, task: tiny) }
      #expect(error.code == .invalid && error.message.contains("2×32"))
      let large = try CellSpaces.space(name, [("skeleton", .text("imagenet"))])
      let little = LearningTask(channels: 3, height: 16, width: 16, classes: 10)
      let second = try #require(throws: NASError.self) { try large.network(for: architecture, task: little) }
      #expect(second.hint?.contains("cifar") == true)
      let least = LearningTask(channels: 3, height: 19, width: 19, classes: 10)
      #expect(try large.network(for: architecture, task: least).cost(for: least).params > 0)
      let headed = try CellSpaces.space(name, [("auxiliary", .real(0.4))])
      let sixteen = try #require(throws: NASError.self) {
        try headed.network(for: architecture, task: LearningTask(channels: 3, height: 8, width: 8, classes: 10))
      }
      #expect(sixteen.message.contains("auxiliary head"))
    }
  }
}
