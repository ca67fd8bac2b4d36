/// A primitive operation of a network, with its attributes; composite operations are functions of `NetworkBuilder`.
public enum Operation: Sendable, Equatable {
  /// The images, N×C×H×W; exactly one, the first node.
  case input
  /// A two-dimensional convolution.
  case conv2d(Convolution)
  /// A fully connected layer over the channels of an N×C or N×C×1×1 input.
  case linear(features: Int, bias: Bool)
  /// Batch normalisation; not affine means no learned scale and shift.
  case batchNorm(affine: Bool)
  /// `max(x, 0)`.
  case relu
  /// `min(max(x, 0), 6)`.
  case relu6
  /// `x · relu6(x + 3) / 6`.
  case hardSwish
  /// `1 / (1 + exp(−x))`.
  case sigmoid
  /// The hyperbolic tangent.
  case tanh
  /// Maximum over a window.
  case maxPool(Pooling)
  /// Mean over a window; padding counts as zeros only where `countPadding` says so.
  case avgPool(Pooling, countPadding: Bool)
  /// Mean over height and width: N×C×H×W to N×C×1×1.
  case globalAvgPool
  /// Elementwise sum of one or more inputs of one shape.
  case add
  /// Elementwise product; an N×C×1×1 factor is broadcast.
  case multiply
  /// Inputs side by side along the channels.
  case concat
  /// Channels `start ..< start + count`.
  case slice(start: Int, count: Int)
  /// Zero channels appended until there are `channels`.
  case padChannels(Int)
  /// The first `channels` channels.
  case truncateChannels(Int)
  /// Rows and columns of zeros added at the edges; a negative margin takes rows or columns away.
  case pad(Margins)
  /// Nearest-neighbour resize to a height and width.
  case resizeNearest(height: Int, width: Int)
  /// Channels regrouped as in ShuffleNet: groups × n transposed to n × groups.
  case channelShuffle(groups: Int)
  /// The input unchanged.
  case identity
  /// Zeros of the input's shape, height and width divided by `stride` (rounded up).
  case zero(stride: Int)
  /// Elements zeroed with this probability in training, the rest scaled up.
  case dropout(Double)
  /// Whole samples zeroed with this probability in training, the rest scaled up.
  case dropPath(Double)
  /// An auxiliary classifier's logits, whose loss counts with this weight in training.
  case auxiliaryOutput(weight: Double)
  /// One of several alternatives: input *i* is what alternative *i* computes.
  case choice(Choice)
}

extension Operation {
  /// The attributes of a convolution; lengths in pixels, height before width.
  public struct Convolution: Sendable, Equatable {
    /// Output channels; a multiple of `groups`.
    public var channels: Int
    /// The window.
    public var kernel: Extent
    /// How far the window moves from one position to the next.
    public var stride: Extent
    /// Zeros added on each side.
    public var padding: Extent
    /// Distance between neighbouring taps of the window; 1 is dense.
    public var dilation: Extent
    /// Channel groups that do not mix; as many as there are input channels makes it depthwise.
    public var groups: Int
    /// Whether a learned constant is added per output channel; none by default, since a norm usually follows.
    public var bias: Bool

    /// A convolution to `channels` output channels.
    public init(channels: Int, kernel: Extent, stride: Extent = 1, padding: Extent = 0, dilation: Extent = 1) {
      (self.channels, self.kernel, self.stride, self.padding, self.dilation) = (
        channels, kernel, stride, padding, dilation
      )
      (groups, bias) = (1, false)
    }

    /// A square convolution whose padding keeps height and width at stride 1 (odd kernels).
    public init(channels: Int, kernel: Int, stride: Int = 1, dilation: Int = 1, groups: Int = 1) {
      let padding = Extent(dilation * (kernel - 1) / 2)
      self.init(
        channels: channels, kernel: Extent(kernel), stride: Extent(stride), padding: padding, dilation: Extent(dilation)
      )
      self.groups = groups
    }
  }

  /// The window of a pooling operation.
  public struct Pooling: Sendable, Equatable {
    /// The window.
    public var kernel: Extent
    /// How far the window moves from one position to the next.
    public var stride: Extent
    /// Padding on each side, which never wins a maximum.
    public var padding: Extent

    /// A window of a size, moved by a stride.
    public init(kernel: Extent, stride: Extent = 1, padding: Extent = 0) {
      (self.kernel, self.stride, self.padding) = (kernel, stride, padding)
    }
  }

  /// Rows and columns at the four edges of an image; negative ones are taken away.
  public struct Margins: Sendable, Equatable {
    /// Rows above the first.
    public var top: Int
    /// Columns left of the first.
    public var left: Int
    /// Rows below the last.
    public var bottom: Int
    /// Columns right of the last.
    public var right: Int

    /// Margins that leave an edge alone unless told otherwise.
    public init(top: Int = 0, left: Int = 0, bottom: Int = 0, right: Int = 0) {
      (self.top, self.left, self.bottom, self.right) = (top, left, bottom, right)
    }
  }

  /// The alternatives of a choice node in a supernet.
  public struct Choice: Sendable, Equatable {
    /// The decision of the space that picks the alternative.
    public var decision: Int
    /// What each alternative is made of, in the order of the node's inputs.
    public var alternatives: [Alternative]

    /// A choice made by a decision.
    public init(decision: Int, alternatives: [Alternative]) {
      (self.decision, self.alternatives) = (decision, alternatives)
    }
  }

  /// One alternative of a choice: what kind it is, and the nodes that belong to it alone.
  public struct Alternative: Sendable, Equatable {
    /// How metrics over paths (the angle) treat an alternative.
    public enum Kind: Int32, Sendable, CaseIterable {
      case weighted, pool, skip, none
    }

    /// How metrics over paths treat it.
    public var kind: Kind
    /// The nodes, and so the parameters, that only this alternative uses.
    public var nodes: Range<Int>

    /// An alternative of a kind over a range of nodes.
    public init(_ kind: Kind, nodes: Range<Int>) { (self.kind, self.nodes) = (kind, nodes) }
  }
}
