extension NetworkBuilder {
  /// What every operation on an edge of a cell is told: channels, stride, the kind of its norms, its drop path.
  public struct Branch: Sendable, Equatable {
    /// Channels of what it reads.
    public var inputs: Int
    /// Channels of what it gives.
    public var outputs: Int
    /// How often height and width are divided: 2 in reduction cells, where it reads an input of the cell.
    public var stride: Int
    /// Whether norms learn a scale and a shift; supernets usually go without.
    public var affine: Bool
    /// The probability of drop path at the end of the branch; 0 emits no node.
    ///
    /// Larsson, Maire and Shakhnarovich 2017; a schedule over the training scales it.
    public var dropPath: Double

    /// A branch that keeps the number of channels.
    public init(_ channels: Int, stride: Int = 1, affine: Bool = true, dropPath: Double = 0) {
      (inputs, outputs) = (channels, channels)
      (self.stride, self.affine, self.dropPath) = (stride, affine, dropPath)
    }

    /// A branch from one number of channels to another.
    public init(from inputs: Int, to outputs: Int, stride: Int = 1, affine: Bool = true, dropPath: Double = 0) {
      (self.inputs, self.outputs) = (inputs, outputs)
      (self.stride, self.affine, self.dropPath) = (stride, affine, dropPath)
    }
  }

  /// Drops whole samples with a probability in training; at 0 emits nothing and returns `x`.
  public mutating func dropPath(_ x: Int, _ probability: Double) -> Int {
    probability > 0 ? add(.dropPath(probability), [x], "drop") : x
  }

  /// Max pooling that keeps height and width at stride 1, as cells use it; `norm` adds a norm without scale and shift.
  ///
  /// DARTS's supernet norms its pools (Liu et al. 2019), so that no operation wins by the size of its numbers alone.
  public mutating func maxPool(_ x: Int, kernel: Int = 3, _ branch: Branch, norm: Bool = false) -> Int {
    let pooled = add(.maxPool(Self.window(kernel, branch)), [x], "pool")
    return pooledEnd(pooled, branch, norm: norm)
  }

  /// Average pooling that keeps height and width at stride 1; padding does not count.
  ///
  /// `norm` as for `maxPool`.
  public mutating func avgPool(_ x: Int, kernel: Int = 3, _ branch: Branch, norm: Bool = false) -> Int {
    let pooled = add(.avgPool(Self.window(kernel, branch), countPadding: false), [x], "pool")
    return pooledEnd(pooled, branch, norm: norm)
  }

  /// The identity, without drop path; a factorized reduction where size or channels change.
  ///
  /// As `skip_connect` of DARTS (Liu et al. 2019).
  public mutating func skip(_ x: Int, _ branch: Branch) -> Int {
    branch.stride == 1 && branch.inputs == branch.outputs
      ? add(.identity, [x], "skip") : factorizedReduction(x, branch)
  }

  private static func window(_ kernel: Int, _ branch: Branch) -> Operation.Pooling {
    Operation.Pooling(kernel: Extent(kernel), stride: Extent(branch.stride), padding: Extent(kernel / 2))
  }

  private mutating func pooledEnd(_ x: Int, _ branch: Branch, norm: Bool) -> Int {
    dropPath(norm ? add(.batchNorm(affine: false), [x], "norm") : x, branch.dropPath)
  }
}
