import NASPlugin
import Tensors
import Testing
import Training

struct SupernetTests {
  private let images: Tensor

  init() throws { images = try noise([4, 4, 6, 5]) }

  private func module(_ network: Network) throws -> Module {
    try Module(network, task: RandomNetwork.task, random: RandomSource(seed: 2))
  }

  private func mode(_ routing: Routing, training: Bool = true) -> ForwardMode {
    var mode = ForwardMode(isTraining: training, random: RandomStream(seed: 4))
    mode.routing = routing
    return mode
  }

  /// A seeded path of a supernet.
  private func tokens(_ module: Module, seed: UInt64) -> [Int] {
    var random = RandomStream(seed: seed)
    return module.choices.map { random.index(below: $0) }
  }

  @Test(arguments: Array(0..<40) as [UInt64])
  func trainsAPathAsThePlainNetworkOfThatPath(seed: UInt64) throws {
    let network = RandomNetwork.make(seed: seed, choices: true)
    let supernet = try module(network)
    let tokens = tokens(supernet, seed: seed)
    let plain = try module(RandomNetwork.path(network, tokens))
    for training in [true, false] {
      let found = try supernet.forward(images, mode(.single(tokens), training: training)).logits
      let wanted = try plain.forward(images, training: training).logits
      #expect(try found.floats() == wanted.floats())
      #expect(try supernet.gradients(found) == plain.gradients(wanted))
    }
    #expect(try supernet.statisticValues() == plain.statisticValues())
  }

  /// conv → batch norm, max pooling, tanh, identity and zero between a stem and a classifier.
  private func choice(_ middle: [Operation] = [.tanh, .identity, .zero(stride: 1)]) -> Network {
    var builder = NetworkBuilder()
    let stem = builder.scoped("stem") { $0.convNorm(0, .init(channels: 4, kernel: 3)) }
    var inputs = [builder.scoped("conv") { $0.convNorm(stem, .init(channels: 4, kernel: 1)) }]
    var alternatives = [Operation.Alternative(.weighted, nodes: 3..<5)]
    for (index, operation) in middle.enumerated() {
      inputs.append(builder.add(operation, [stem], "a\(index)"))
      alternatives.append(.init(.skip, nodes: inputs[index + 1]..<inputs[index + 1] + 1))
    }
    let choice = builder.add(.choice(.init(decision: 0, alternatives: alternatives)), inputs, "choice")
    _ = builder.classifier(choice, classes: 3)
    return builder.network
  }

  private func oneHot(_ counts: [Int], _ tokens: [Int]) throws -> [Tensor] {
    try zip(counts, tokens).map { count, token in
      try Tensor((0..<count).map { $0 == token ? 1 : 0 }, shape: [count])
    }
  }

  @Test func leavesTheOtherAlternativesAlone() throws {
    let supernet = try module(choice())
    let before = try supernet.statisticValues()
    let gradients = try supernet.gradients(supernet.forward(images, mode(.single([1]))).logits)
    #expect(gradients.keys.allSatisfy { !$0.hasPrefix("conv.") })
    #expect(gradients.keys.contains("stem.conv.weight"))
    let after = try supernet.statisticValues()
    #expect(before["conv.norm.running_var"] == after["conv.norm.running_var"])
    #expect(before["stem.norm.running_var"] != after["stem.norm.running_var"])
  }

  @Test(arguments: Array(0..<12) as [UInt64])
  func mixesOneAlternativeAsThePathDoes(seed: UInt64) throws {
    let network = RandomNetwork.make(seed: seed, nodes: 20, choices: true)
    let supernet = try module(network)
    let tokens = tokens(supernet, seed: seed)
    let weights = try oneHot(supernet.choices, tokens)
    let mixed = try supernet.forward(images, mode(.mixed(weights), training: false)).logits
    let single = try supernet.forward(images, mode(.single(tokens), training: false)).logits
    #expect(try isClose(mixed.floats(), single.floats()))
  }

  @Test func weighsEveryAlternative() throws {
    // Without batch norm behind the choice, logits are the weighted sum of what each alternative gives beside the bias.
    let supernet = try module(choice())
    let weights: [Float] = [0.3, -0.5, 1.25, 7]
    func logits(_ weights: [Float]) throws -> [Float] {
      try supernet.forward(images, mode(.mixed([Tensor(weights, shape: [4])]))).logits.floats()
    }
    let bias = try logits([0, 0, 0, 0])
    var expected = bias
    for (index, weight) in weights.enumerated() {
      let alone = try logits((0..<4).map { $0 == index ? 1 : 0 })
      for place in expected.indices { expected[place] += weight * (alone[place] - bias[place]) }
    }
    #expect(try isClose(logits(weights), expected))
  }

  @Test(arguments: [false, true])
  func sendsGradientsToTheWeights(bf16: Bool) throws {
    let supernet = try module(choice())
    let weights = try Tensor([0.3, -0.5, 1.25, 7], shape: [4])
    try weights.requireGradient()
    func loss(_ weights: Tensor) throws -> Tensor {
      let labels = try [Int64(0), 1, 2, 1].withUnsafeBytes { try Tensor(.int64, shape: [4], data: $0.baseAddress) }
      return try supernet.forward(images, mode(.mixed([weights]))).logits.converted(to: .float).crossEntropy(labels)
    }
    try Torch().withBF16(bf16) { try loss(weights) }.backward()
    let gradient = try #require(try weights.gradient()).floats()
    for index in 0..<4 {
      func moved(_ shift: Float) throws -> Double {
        var values = try weights.floats()
        values[index] += shift
        return try loss(Tensor(values, shape: [4])).item()
      }
      let slope = try (moved(0.02) - moved(-0.02)) / 0.04
      #expect(abs(slope - Double(gradient[index])) < (bf16 ? 0.02 : 5e-4), "alternative \(index)")
    }
    // The zero alternative adds nothing, so its weight moves nothing.
    #expect(gradient[3] == 0)
    #expect(gradient[0] != 0)
  }

  @Test func trainsTheWeightsOfAllAlternativesWhenMixed() throws {
    let supernet = try module(choice())
    let weights = try Tensor([0.25, 0.25, 0.25, 0.25], shape: [4])
    let gradients = try supernet.gradients(supernet.forward(images, mode(.mixed([weights]))).logits)
    #expect(Set(gradients.keys) == Set(supernet.parameters.map(\.name)))
  }

  @Test func hearsTheAuxiliaryHeadsOfThePathAlone() throws {
    var builder = NetworkBuilder()
    var alternatives: [Operation.Alternative] = []
    let inputs = (0..<2).map { index in
      let start = builder.network.nodes.count
      let value = builder.add(.conv2d(.init(channels: 4, kernel: 1)), [0], "conv\(index)")
      let head = builder.scoped("head\(index)") { $0.classifier(value, classes: 3) }
      builder.add(.auxiliaryOutput(weight: Double(index + 1)), [head], "auxiliary\(index)")
      alternatives.append(.init(.weighted, nodes: start..<builder.network.nodes.count))
      return value
    }
    let choice = builder.add(.choice(.init(decision: 0, alternatives: alternatives)), inputs, "choice")
    _ = builder.classifier(choice, classes: 3)
    let supernet = try module(builder.network)
    for token in 0..<2 {
      #expect(try supernet.forward(images, mode(.single([token]))).auxiliary.map(\.weight) == [Double(token + 1)])
    }
    let weights = try Tensor([0.5, 0.5], shape: [2])
    #expect(try supernet.forward(images, mode(.mixed([weights]))).auxiliary.map(\.weight) == [1, 2])
  }

  @Test func dropsPathsAsThePlainNetworkDoes() throws {
    let supernet = try module(choice([.dropPath(0.5), .dropout(0.5)]))
    for token in 1...2 {
      let plain = try module(RandomNetwork.path(choice([.dropPath(0.5), .dropout(0.5)]), [token]))
      let found = try supernet.forward(images, mode(.single([token]))).logits
      let wanted = try plain.forward(images, mode(.whole)).logits
      #expect(try found.floats() == wanted.floats())
      #expect(try supernet.gradients(found) == plain.gradients(wanted))
      #expect(try found.floats() != supernet.forward(images, mode(.single([token]), training: false)).logits.floats())
    }
  }

  @Test func namesParametersByTheirNodes() throws {
    let names = try module(choice()).parameters.map(\.name)
    #expect(
      names == [
        "stem.conv.weight", "stem.norm.weight", "stem.norm.bias", "conv.conv.weight", "conv.norm.weight",
        "conv.norm.bias", "linear.weight", "linear.bias",
      ])
  }

  @Test func refusesPathsOfOtherNetworks() throws {
    let supernet = try module(choice())
    expectRefusal("'choice'", "supernet") { _ = try supernet.forward(images, mode(.whole)) }
    expectRefusal("2 alternatives", "1 choices") { _ = try supernet.forward(images, mode(.single([0, 0]))) }
    for token in [-1, 4] {
      expectRefusal("alternative \(token)", "'choice'", "4") {
        _ = try supernet.forward(images, mode(.single([token])))
      }
    }
    expectRefusal("0 tensors", "1 choices") { _ = try supernet.forward(images, mode(.mixed([]))) }
    expectRefusal("'choice'", "4 alternatives", "3 weights") {
      _ = try supernet.forward(images, mode(.mixed([Tensor([1, 2, 3], shape: [3])])))
    }
    let plain = try module(RandomNetwork.make(seed: 1))
    expectRefusal("1 alternatives", "0 choices") { _ = try plain.forward(images, mode(.single([0]))) }
  }

  @Test func refusesChoicesThatCannotBe() throws {
    var network = choice()
    let last = try #require(network.nodes.firstIndex { $0.id == "choice" })
    network.nodes[last].operation = .choice(.init(decision: 0, alternatives: [.init(.skip, nodes: 3..<4)]))
    expectRefusal("'choice'", "1 alternatives", "4 inputs") { _ = try module(network) }
    let late = Operation.Alternative(.skip, nodes: 3..<last + 1)
    network.nodes[last].operation = .choice(.init(decision: 0, alternatives: Array(repeating: late, count: 4)))
    expectRefusal("'choice'", "3..<\(last + 1)") { _ = try module(network) }
  }
}
