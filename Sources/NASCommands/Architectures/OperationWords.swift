import NASPlugin

/// Operations in a few words, for tables and pictures.
enum OperationWords {
  /// An operation with what tells it from others: `conv 3×3, 16`, `avg pool 3×3 /2`.
  static func text(_ operation: Operation) -> String {
    switch operation {
    case .conv2d(let conv): convolution(conv)
    case .linear(let features, _): "linear, \(features)"
    case .batchNorm(let affine): affine ? "batch norm" : "batch norm, not affine"
    case .maxPool(let pool): "max pool " + window(pool)
    case .avgPool(let pool, _): "avg pool " + window(pool)
    case .slice(let start, let count): "channels \(start) to \(start + count - 1)"
    case .padChannels(let channels): "pad to \(channels) channels"
    case .truncateChannels(let channels): "truncate to \(channels) channels"
    case .pad(let margins):
      "pad " + [margins.top, margins.left, margins.bottom, margins.right].map(String.init).joined(separator: " ")
    case .resizeNearest(let height, let width): "resize to \(height)×\(width)"
    case .channelShuffle(let groups): "channel shuffle, \(groups) groups"
    case .zero(let stride): stride == 1 ? "zero" : "zero /\(stride)"
    case .dropout(let rate): "dropout \(rate)"
    case .dropPath(let rate): "drop path \(rate)"
    case .auxiliaryOutput: "auxiliary output"
    case .choice(let choice): "choice of \(choice.alternatives.count)"
    default: plain(operation)
    }
  }

  private static func plain(_ operation: Operation) -> String {
    switch operation {
    case .globalAvgPool: "global avg pool"
    case .hardSwish: "hard swish"
    default: "\(operation)"
    }
  }

  private static func convolution(_ conv: Operation.Convolution) -> String {
    var text = "conv \(size(conv.kernel)), \(conv.channels)"
    if conv.stride != 1 { text += " /\(side(conv.stride))" }
    if conv.dilation != 1 { text += ", dilation \(side(conv.dilation))" }
    if conv.groups > 1 { text += ", \(conv.groups) groups" }
    return text
  }

  private static func window(_ pool: Operation.Pooling) -> String {
    size(pool.kernel) + (pool.stride != 1 ? " /\(side(pool.stride))" : "")
  }

  private static func size(_ extent: Extent) -> String { "\(extent.height)×\(extent.width)" }

  private static func side(_ extent: Extent) -> String {
    extent.height == extent.width ? "\(extent.height)" : size(extent)
  }
}
