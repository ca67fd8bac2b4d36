import NASPlugin
import Tensors
import Testing
import Training

/// Average pooling in bf16 goes another way than libtorch's.
struct WindowMeanTests {
  private static let shape = [2, 3, 5, 4]

  /// The pool alone behind a convolution that makes bf16 of the images, and the gradient by the images.
  private func pooled(
    _ window: Operation.Pooling, countPadding: Bool, bf16: Bool
  ) throws -> (values: [Float], gradient: [Float]) {
    let task = LearningTask(channels: 3, height: 5, width: 4, classes: 3)
    var builder = NetworkBuilder()
    var identity = Operation.Convolution(channels: 3, kernel: 1)
    identity.groups = 3
    let sharp = builder.add(.conv2d(identity), [0], "sharp")
    let pool = builder.add(.avgPool(window, countPadding: countPadding), [sharp], "pool")
    let height = try builder.network.cost(for: task).shapes[pool]
    // Every position has another weight in the one sum that is left.
    var whole = Operation.Convolution(channels: 3, kernel: Extent(height: height.height, width: height.width))
    whole.groups = 3
    builder.add(.conv2d(whole), [pool], "whole")
    let module = try Module(builder.network, task: task, random: RandomSource(seed: 3))
    let images = try noise(Self.shape)
    try images.requireGradient()
    let logits = try Torch().withBF16(bf16) { try module.forward(images, training: true).logits }
    try logits.converted(to: .float).crossEntropy(
      [Int64(0), 2].withUnsafeBytes { try Tensor(.int64, shape: [2], data: $0.baseAddress) }, sum: true
    ).backward()
    return (try logits.floats(), try #require(try images.gradient()).floats())
  }

  @Test(
    arguments: [
      .init(kernel: 3, stride: 1, padding: 1), .init(kernel: 5, stride: 1, padding: 2),
      .init(kernel: Extent(height: 1, width: 3), stride: 1, padding: Extent(height: 0, width: 1)),
      .init(kernel: 2, stride: 2), .init(kernel: 3, stride: 2, padding: 1), .init(kernel: 1),
    ] as [Operation.Pooling], [true, false])
  func givesTheMeans(window: Operation.Pooling, countPadding: Bool) throws {
    let (exact, short) = (
      try pooled(window, countPadding: countPadding, bf16: false),
      try pooled(window, countPadding: countPadding, bf16: true)
    )
    // A few roundings to 8 bits.
    #expect(isClose(short.values, exact.values, 0.03))
    #expect(isClose(short.gradient, exact.gradient, 0.03))
  }
}
