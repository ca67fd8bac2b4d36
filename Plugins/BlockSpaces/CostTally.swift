import NASPlugin

/// Counts parameters and multiply-accumulates of a chain without making its network.
struct CostTally {
  private(set) var params = 0
  private(set) var macs = 0
  /// Height and width where the count stands.
  private(set) var size: Extent

  init(_ task: LearningTask) { size = Extent(height: task.height, width: task.width) }

  /// A convolution without bias, and a norm that learns scale and shift; odd kernels that keep the size at stride 1.
  mutating func convNorm(_ inputs: Int, _ outputs: Int, kernel: Int = 1, groups: Int = 1, stride: Int = 1) {
    if stride == 2 { size = Extent(height: (size.height + 1) / 2, width: (size.width + 1) / 2) }
    let weights = outputs * (inputs / groups) * kernel * kernel
    params += weights + 2 * outputs
    macs += weights * size.height * size.width
  }

  /// A depthwise convolution with its norm.
  mutating func depthwise(_ channels: Int, kernel: Int, stride: Int = 1) {
    convNorm(channels, channels, kernel: kernel, groups: channels, stride: stride)
  }

  /// Counts a branch that leaves the size as it was before, beside the one that changes it.
  mutating func beside(_ branch: (inout CostTally) -> Void) {
    let before = size
    branch(&self)
    size = before
  }

  /// The classifier, after global pooling.
  mutating func linear(_ inputs: Int, _ outputs: Int, bias: Bool) {
    params += inputs * outputs + (bias ? outputs : 0)
    macs += inputs * outputs
  }
}
