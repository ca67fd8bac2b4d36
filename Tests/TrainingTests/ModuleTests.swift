import NASPlugin
import Tensors
import Testing
import Training

struct ModuleTests {
  static let task = LearningTask(channels: 4, height: 7, width: 6, classes: 3)
  static let window = Operation.Pooling(kernel: Extent(height: 3, width: 2), stride: 2, padding: 1)
  static let wide: Operation.Convolution = {
    var conv = Operation.Convolution(
      channels: 6, kernel: Extent(height: 3, width: 2), stride: Extent(height: 2, width: 1),
      padding: Extent(height: 1, width: 2),
      dilation: Extent(height: 2, width: 1))
    (conv.groups, conv.bias) = (2, true)
    return conv
  }()

  /// Every primitive of one input.
  static let primitives: [Operation] = [
    .conv2d(wide), .conv2d(.init(channels: 4, kernel: 3, groups: 4)), .batchNorm(affine: true),
    .batchNorm(affine: false),
    .relu, .relu6, .hardSwish, .sigmoid, .tanh, .maxPool(window), .avgPool(window, countPadding: true),
    .avgPool(window, countPadding: false), .globalAvgPool, .add, .multiply, .concat, .slice(start: 1, count: 2),
    .padChannels(9), .truncateChannels(3),
    .pad(.init(top: 1, left: -2, bottom: 2)), .resizeNearest(height: 5, width: 9), .channelShuffle(groups: 2),
    .identity,
    .zero(stride: 1), .zero(stride: 2), .dropout(0.4), .dropPath(0.4), .auxiliaryOutput(weight: 0.3),
  ]

  /// Ends in a convolution as large as the counted shape: any other shape gives no N×classes.
  static func network(_ operation: Operation, reading inputs: [Int] = [0]) throws -> Network {
    var builder = NetworkBuilder()
    builder.add(operation, inputs, "it")
    let shape = try #require(try builder.network.cost(for: task).shapes.last)
    let whole = Operation.Convolution(channels: task.classes, kernel: Extent(height: shape.height, width: shape.width))
    builder.add(.conv2d(whole), [1], "whole")
    return builder.network
  }

  static func images(_ count: Int = 2) throws -> Tensor {
    var random = RandomStream(seed: 5)
    let numbers = (0..<count * 4 * 7 * 6).map { _ in Float(random.uniform() * 2 - 1) }
    return try Tensor(numbers, shape: [count, 4, 7, 6]).channelsLast()
  }

  @Test(arguments: primitives, [true, false])
  func computesTheShapeAndHasTheParametersThatAreCounted(operation: Operation, training: Bool) throws {
    let module = try Module(Self.network(operation), task: Self.task, random: RandomSource(seed: 1))
    let output = try module.forward(Self.images(), training: training)
    #expect(try output.logits.shape == [2, 3])
    #expect(module.parameters.reduce(0) { $0 + $1.tensor.count } == module.cost.params)
  }

  @Test func joinsSeveralInputs() throws {
    for operation in [Operation.add, .multiply, .concat] {
      var builder = NetworkBuilder()
      let other = builder.add(.tanh, [0], "tanh")
      let joined = builder.add(operation, [0, other, 0], "join")
      _ = builder.classifier(joined, classes: 3)
      let module = try Module(builder.network, task: Self.task, random: RandomSource(seed: 1))
      #expect(try module.forward(Self.images(), training: false).logits.shape == [2, 3])
    }
  }

  @Test func multipliesByOneNumberAChannel() throws {
    // Squeeze and excitation: a linear layer's output is broadcast over the image.
    var builder = NetworkBuilder()
    let pooled = builder.add(.globalAvgPool, [0], "mean")
    let squeezed = builder.add(.relu, [builder.add(.linear(features: 2, bias: true), [pooled], "squeeze")], "relu")
    let excited = builder.add(
      .sigmoid, [builder.add(.linear(features: 4, bias: true), [squeezed], "excite")], "sigmoid")
    _ = builder.classifier(builder.add(.multiply, [0, excited], "scale"), classes: 3)
    let module = try Module(builder.network, task: Self.task, random: RandomSource(seed: 1))
    #expect(try module.forward(Self.images(), training: true).logits.shape == [2, 3])
  }

  @Test func givesAuxiliaryLogitsOnlyInTraining() throws {
    var builder = NetworkBuilder()
    let logits = builder.classifier(builder.input, classes: 3)
    builder.add(.auxiliaryOutput(weight: 0.4), [logits], "auxiliary")
    _ = builder.scoped("main") { $0.classifier($0.input, classes: 3) }
    let module = try Module(builder.network, task: Self.task, random: RandomSource(seed: 1))
    let trained = try module.forward(Self.images(), training: true).auxiliary
    #expect(trained.map(\.weight) == [0.4])
    #expect(try trained.first?.logits.shape == [2, 3])
    #expect(try module.forward(Self.images(), training: false).auxiliary.isEmpty)
  }

  @Test func drawsWeightsByNameAlone() throws {
    let plain = try TinyNetwork.module()
    let longer = try TinyNetwork.module(
      TinyNetwork.make { $0.add(.conv2d(.init(channels: 4, kernel: 1)), [$1], "more") })
    let weights = Dictionary(uniqueKeysWithValues: try longer.state.map { ($0.name, try $0.tensor.floats()) })
    #expect(plain.state.count == 7)
    for part in plain.state { #expect(try weights[part.name] == part.tensor.floats(), "\(part.name)") }
    #expect(try plain.bits() == TinyNetwork.module().bits())
    #expect(try plain.bits() != TinyNetwork.module(seed: 4).bits())
  }

  @Test func refusesOtherOutputsThanTheClasses() throws {
    var builder = NetworkBuilder()
    _ = builder.classifier(builder.input, classes: 5)
    expectRefusal("5×1×1", "3 classes") {
      _ = try Module(builder.network, task: Self.task, random: RandomSource(seed: 1))
    }
  }

  @Test func hasTheGradientsOfItsFunction() throws {
    // Every kind of node that has a derivative everywhere, against central differences.
    var builder = NetworkBuilder()
    let conv = builder.add(.conv2d(Self.wide), [0], "conv")
    let bent = builder.add(.tanh, [builder.add(.batchNorm(affine: true), [conv], "norm")], "tanh")
    let gate = builder.add(
      .sigmoid, [builder.add(.avgPool(Self.window, countPadding: false), [bent], "average")], "sigmoid")
    let mixed = builder.add(
      .channelShuffle(groups: 3), [builder.add(.resizeNearest(height: 4, width: 7), [gate], "resize")], "shuffle")
    let product = builder.add(.multiply, [mixed, builder.add(.globalAvgPool, [bent], "mean")], "product")
    let joined = builder.add(.concat, [product, builder.add(.slice(start: 1, count: 3), [mixed], "slice")], "concat")
    _ = builder.classifier(joined, classes: 3)
    let module = try Module(builder.network, task: Self.task, random: RandomSource(seed: 1))
    let images = try Self.images(4)
    let labels = try [Int64(0), 1, 2, 1].withUnsafeBytes { try Tensor(.int64, shape: [4], data: $0.baseAddress) }
    func currentLoss() throws -> Tensor { try module.forward(images, training: true).logits.crossEntropy(labels) }
    try currentLoss().backward()
    let torch = try Torch()
    for parameter in module.parameters {
      let gradient = try #require(try parameter.tensor.gradient()).floats()
      let (values, shape) = (try parameter.tensor.floats(), try parameter.tensor.shape)
      for index in [0, values.count - 1] {
        func loss(at shift: Float) throws -> Double {
          var moved = values
          moved[index] += shift
          return try torch.withoutGradient {
            try parameter.tensor.copy(from: try Tensor(moved, shape: shape))
            return try currentLoss().item()
          }
        }
        let slope = try (loss(at: 0.01) - loss(at: -0.01)) / 0.02
        #expect(abs(slope - Double(gradient[index])) < 2e-3 + 0.05 * abs(slope), "\(parameter.name)[\(index)]")
      }
      try torch.withoutGradient { try parameter.tensor.copy(from: try Tensor(values, shape: shape)) }
    }
  }
}
