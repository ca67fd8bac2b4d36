import NASPlugin
import Tensors
import Testing
import Training

/// What composite operations compute, against the same written with tensors as the papers' code has it.
struct CompositeParityTests {
  private static let task = LearningTask(channels: 6, height: 8, width: 10, classes: 5)

  /// A module that ends in the composite's mean over the image, and the composite's parameters by name.
  private func module(_ emit: (inout NetworkBuilder) -> Int) throws -> (module: Module, weights: [String: Tensor]) {
    var builder = NetworkBuilder()
    let last = emit(&builder)
    builder.add(.globalAvgPool, [last], "mean")
    var task = Self.task
    task.classes = try #require(try builder.network.cost(for: task).shapes.last).channels
    let parity = ParityCase(name: "composite", network: builder.network, task: task, batch: 3)
    let module = try parity.module()
    return (module, Dictionary(uniqueKeysWithValues: module.parameters.map { ($0.name, $0.tensor) }))
  }

  private func images() throws -> Tensor {
    let numbers = ParityCase(name: "images", network: Network(), task: Self.task, batch: 3).images
    return try Tensor(numbers.values, shape: Array(numbers.shape.dropFirst())).channelsLast()
  }

  /// DARTS's `FactorizedReduce`: two convolutions of stride 2, the second one on `x[:, :, 1:, 1:]`.
  @Test func factorizedReductionReadsTheShiftedImage() throws {
    let (module, weights) = try module { builder in
      let reduced = builder.factorizedReduction(builder.input, .init(from: 6, to: 5, stride: 2))
      // Without the norm, which would hide a factor.
      return reduced - 1
    }
    let x = try images().relu()
    let shifted = try x.narrowed(2, start: 1, count: 7).narrowed(3, start: 1, count: 9)
    let halves = try zip([x, shifted], ["even", "odd"]).map { image, name in
      try image.conv2d(#require(weights[name + ".weight"]), bias: nil, stride: 2, padding: 0, dilation: 1, groups: 1)
    }
    let expected = try Tensor.concatenated(halves, along: 1).globalAvgPool().flattened()
    let logits = try module.forward(images(), training: false).logits
    #expect(try ParityTensor(logits).deviation(from: ParityTensor(expected)) < 1e-5)
  }

  /// Single Path One-Shot's split: the channels at even places pass, in their order.
  @Test func shuffleBlockPassesTheEvenChannels() throws {
    let module = try module { $0.shuffleBlock($0.input, kernel: 3, .init(6)) }.module
    let means = try ParityTensor(images().globalAvgPool().flattened())
    let logits = try ParityTensor(module.forward(images(), training: false).logits)
    for image in 0..<3 {
      for place in 0..<3 {
        let (own, other) = (logits.values[6 * image + place], means.values[6 * image + 2 * place])
        #expect(abs(own - other) < 1e-5)
      }
    }
  }

  /// The rest of the block reads the channels at odd places: another number there changes nothing that passes.
  @Test func shuffleBlockComputesTheOddChannels() throws {
    let module = try module { $0.shuffleBlock($0.input, kernel: 3, .init(6)) }.module
    let numbers = ParityCase(name: "images", network: Network(), task: Self.task, batch: 3).images
    for changed in 0..<6 {
      var other = numbers.values
      for index in other.indices where index / 80 % 6 == changed { other[index] = -other[index] }
      let before = try module.forward(images(), training: false).logits.floats()
      let moved = try Tensor(other, shape: [3, 6, 8, 10]).channelsLast()
      let after = try module.forward(moved, training: false).logits.floats()
      let places = Set((0..<18).filter { before[$0] != after[$0] }.map { $0 % 6 })
      #expect(changed % 2 == 0 ? places == [changed / 2] : !places.isEmpty && places.isSubset(of: [3, 4, 5]))
    }
  }
}
