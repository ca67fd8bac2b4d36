import NASPlugin
import Tensors
import Testing

/// Each operator against numbers worked out by hand: a wrong order of arguments shows here.
struct TensorOperatorsTests {
  /// 1 to 9 in a square.
  private let square: Tensor

  init() throws { square = try Tensor((1...9).map(Float.init), shape: [1, 1, 3, 3]) }

  @Test func convolves() throws {
    let weight = try Tensor([1, 0, 0, -1], shape: [1, 1, 2, 2])
    let bias = try Tensor([10], shape: [1])
    let plain = try square.conv2d(weight, bias: bias, stride: 1, padding: 0, dilation: 1, groups: 1)
    #expect(try plain.floats() == [6, 6, 6, 6], "x[i, j] - x[i + 1, j + 1] + 10")
    let strided = try square.conv2d(
      weight, bias: nil, stride: Extent(height: 2, width: 1), padding: 0, dilation: 1, groups: 1)
    #expect(try strided.shape == [1, 1, 1, 2], "the stride's height comes first")
    let dilated = try square.conv2d(weight, bias: nil, stride: 1, padding: 0, dilation: 2, groups: 1)
    #expect(try dilated.floats() == [-8])
    let padded = try square.conv2d(
      weight, bias: nil, stride: 1, padding: Extent(height: 1, width: 0), dilation: 1, groups: 1)
    #expect(try padded.shape == [1, 1, 4, 2])
    #expect(try padded.floats() == [-2, -3, -4, -4, -4, -4, 7, 8])
  }

  @Test func convolvesInGroups() throws {
    let input = try Tensor([1, 2], shape: [1, 2, 1, 1])
    let weight = try Tensor([3, 5], shape: [2, 1, 1, 1])
    #expect(try input.conv2d(weight, bias: nil, stride: 1, padding: 0, dilation: 1, groups: 2).floats() == [3, 10])
  }

  @Test func convolvesChannelsLastToTheSameNumbers() throws {
    let numbers = (0..<2 * 3 * 5 * 5).map { Float($0 % 7) - 3 }
    let input = try Tensor(numbers, shape: [2, 3, 5, 5])
    let weight = try Tensor((0..<4 * 3 * 9).map { Float($0 % 5) - 2 }, shape: [4, 3, 3, 3])
    let planar = try input.conv2d(weight, bias: nil, stride: 1, padding: 1, dilation: 1, groups: 1)
    let interleaved = try input.channelsLast().conv2d(
      weight.channelsLast(), bias: nil, stride: 1, padding: 1, dilation: 1, groups: 1)
    #expect(try planar.floats() == interleaved.floats(), "small whole numbers are exact in any order")
  }

  @Test func pools() throws {
    #expect(try square.maxPool(2, stride: 1, padding: 0).floats() == [5, 6, 8, 9])
    #expect(try square.avgPool(2, stride: 1, padding: 0, countPadding: false).floats() == [3, 4, 6, 7])
    #expect(try square.avgPool(3, stride: 2, padding: 1, countPadding: false).floats() == [3, 4, 6, 7])
    let counted = try square.avgPool(3, stride: 2, padding: 1, countPadding: true).floats()
    #expect(zip(counted, [12, 16, 24, 28]).allSatisfy { abs($0 - $1 / 9) < 1e-6 })
    #expect(try square.globalAvgPool().floats() == [5])
    #expect(try square.globalAvgPool().shape == [1, 1, 1, 1])
  }

  @Test func activates() throws {
    let x = try Tensor([-4, -1, 0, 1, 7], shape: [5])
    #expect(try x.relu().floats() == [0, 0, 0, 1, 7])
    #expect(try x.relu6().floats() == [0, 0, 0, 1, 6])
    let hardSwish = try x.hardSwish().floats()
    #expect(zip(hardSwish, [0, -1.0 / 3, 0, 2.0 / 3, 7]).allSatisfy { abs($0 - $1) < 1e-6 })
    #expect(try abs(x.sigmoid().floats()[3] - 0.731_058_6) < 1e-6)
    #expect(try abs(x.tanh().floats()[1] + 0.761_594_2) < 1e-6)
  }

  @Test func normalisesByBatchOrByRunningStatistics() throws {
    let x = try Tensor([1, 3], shape: [2, 1, 1, 1])
    let (mean, variance) = (try Tensor([10], shape: [1]), try Tensor([4], shape: [1]))
    let trained = try x.batchNorm(nil, nil, mean: mean, variance: variance, training: true, momentum: 0.5, epsilon: 0)
    #expect(try trained.floats() == [-1, 1])
    #expect(try mean.floats() == [6], "half of 10 and half of 2")
    #expect(try variance.floats() == [3], "half of 4 and half of the unbiased 2")
    let (scale, shift) = (try Tensor([3], shape: [1]), try Tensor([1], shape: [1]))
    let fixed = try x.batchNorm(
      scale, shift, mean: try Tensor([1], shape: [1]), variance: try Tensor([4], shape: [1]), training: false,
      momentum: 0.5, epsilon: 0)
    #expect(try fixed.floats() == [1, 4])
  }

  @Test func rearrangesChannels() throws {
    let x = try Tensor([1, 2, 3, 4], shape: [1, 4, 1, 1])
    #expect(try x.channelShuffled(groups: 2).floats() == [1, 3, 2, 4])
    #expect(try x.narrowed(1, start: 1, count: 2).floats() == [2, 3])
    #expect(try x.padded(channels: 2).floats() == [1, 2, 3, 4, 0, 0])
    #expect(try Tensor.concatenated([x, x], along: 1).shape == [1, 8, 1, 1])
  }

  @Test func resizesAndStrides() throws {
    #expect(try square.resizedNearest(height: 1, width: 6).floats() == [1, 1, 2, 2, 3, 3])
    #expect(try square.strided(2, by: 2).strided(3, by: 2).floats() == [1, 3, 7, 9])
  }

  @Test func measuresCrossEntropy() throws {
    let logits = try Tensor([0, 0, 2, 0], shape: [2, 2])
    let labels = try [Int64(1), 1].withUnsafeBytes { try Tensor(.int64, shape: [2], data: $0.baseAddress) }
    // -log(1/2) and -log(1 / (1 + e^2))
    let (first, second) = (0.693_147_18, 2.126_928_01)
    #expect(try abs(logits.crossEntropy(labels).item() - (first + second) / 2) < 1e-6)
    #expect(try abs(logits.crossEntropy(labels, sum: true).item() - first - second) < 1e-6)
    #expect(try logits.correctCount(labels).item() == 0, "a tie goes to the first class")
  }

  @Test func measuresTheNorm() throws {
    let x = try Tensor([3, 4], shape: [2])
    #expect(try x.norm().item() == 5)
    try x.scaleInPlace(by: 2)
    #expect(try x.floats() == [6, 8])
  }
}
