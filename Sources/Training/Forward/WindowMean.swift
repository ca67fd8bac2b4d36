import NASPlugin
import Tensors

/// Average pooling in bf16 as a depthwise convolution with ones, which on the CPU takes less than half the time of
/// libtorch's pooling.
///
/// The sum over a window is rounded to bf16 before it is divided and again after, so a mean may differ from
/// libtorch's by its last bits. Where padding does not count, means at the border are scaled up by factors that bf16
/// holds exactly; windows with other factors (5×5) are left to libtorch.
struct WindowMean {
  private let ones: Tensor
  private let padding: Extent
  private let area: Int
  /// What the border is scaled by, one number per channel and position; nil where padding counts.
  private let border: Tensor?

  /// Nil where the window is none that this is good for: it must move by one and keep height and width.
  init?(_ window: Operation.Pooling, countPadding: Bool, of shape: FeatureShape, keeping output: FeatureShape) throws {
    (padding, area) = (window.padding, window.kernel.height * window.kernel.width)
    guard window.stride == 1, output == shape, area > 1 else { return nil }
    let factors = countPadding ? [] : Self.factors(window, shape)
    guard factors.allSatisfy(\.isBF16) else { return nil }
    let size = [shape.channels, 1, window.kernel.height, window.kernel.width]
    ones = try Tensor(Array(repeating: 1, count: shape.channels * area), shape: size).channelsLast()
      .converted(to: .bfloat16)
    // One factor per channel, so that the product runs over whole images in the order of memory.
    border =
      countPadding
      ? nil
      : try Tensor(
        factors.flatMap { Array(repeating: $0, count: shape.channels) },
        shape: [1, shape.height, shape.width, shape.channels]
      ).converted(to: .bfloat16).permuted([0, 3, 1, 2])
  }

  /// By how much the mean over a whole window is too small at each position.
  private static func factors(_ window: Operation.Pooling, _ shape: FeatureShape) -> [Float] {
    func inside(_ size: Int, _ kernel: Int, _ padding: Int) -> [Float] {
      (0..<size).map { Float(kernel) / Float(min($0 - padding + kernel, size) - max($0 - padding, 0)) }
    }
    let rows = inside(shape.height, window.kernel.height, window.padding.height)
    let columns = inside(shape.width, window.kernel.width, window.padding.width)
    return rows.flatMap { row in columns.map { row * $0 } }
  }

  /// The means, of bf16 images.
  func callAsFunction(_ x: Tensor) throws -> Tensor {
    let sums = try x.conv2d(
      ones, bias: nil, stride: 1, padding: padding, dilation: 1, groups: try ones.shape[0])
    let means = try sums.scaledInPlace(by: 1 / Double(area))
    return try border.map { try means.multipliedInPlace(by: $0) } ?? means
  }
}

extension Float {
  /// Whether bf16, the upper half of its bits, holds it exactly.
  fileprivate var isBF16: Bool { bitPattern & 0xFFFF == 0 }
}
