extension NetworkBuilder {
  /// An auxiliary classifier in the middle of a network, as the papers' code has it.
  ///
  /// Zoph, Vasudevan, Shlens and Le 2018 (TF-slim); Liu, Simonyan and Yang 2019.
  public struct AuxiliaryHead: Sendable, Equatable {
    /// Height and width of what it reads; a convolution as large as the pooled image turns it into one pixel.
    public var size: Extent
    /// Logits.
    public var classes: Int
    /// What its loss counts in training.
    public var weight = 0.4
    /// From one 5×5 window of the average pooling to the next.
    public var poolStride: Int
    /// Whether a norm stands between the second convolution and its ReLU.
    public var normsLast: Bool

    /// The head for CIFAR, and TF-slim's for ImageNet: a window every three pixels; both convolutions are normed.
    public init(size: Extent, classes: Int) {
      (self.size, self.classes) = (size, classes)
      (poolStride, normsLast) = (3, true)
    }

    /// DARTS's head for ImageNet: a window every two pixels, and, as its code has it, no norm after the second convolution.
    public static func dartsImageNet(size: Extent = 7, classes: Int = 1_000) -> AuxiliaryHead {
      var head = AuxiliaryHead(size: size, classes: classes)
      (head.poolStride, head.normsLast) = (2, false)
      return head
    }
  }

  /// ReLU, 5×5 average pooling, 1×1 convolution to 128, a convolution as large as the image to 768, linear.
  ///
  /// Returns the auxiliary output; the network goes on from `x`. It must not be the last node.
  @discardableResult
  public mutating func auxiliaryHead(_ x: Int, _ head: AuxiliaryHead) -> Int {
    scoped("auxiliary") { builder in
      let active = builder.add(.relu, [x], "relu")
      let window = Operation.Pooling(kernel: 5, stride: Extent(head.poolStride))
      let pooled = builder.add(.avgPool(window, countPadding: false), [active], "pool")
      let narrow = builder.scoped("narrow") {
        $0.add(.relu, [$0.convNorm(pooled, .init(channels: 128, kernel: 1))], "relu")
      }
      let whole = Operation.Convolution(channels: 768, kernel: head.pooledSize)
      let pixel = builder.scoped("whole") { inner in
        let conv = head.normsLast ? inner.convNorm(narrow, whole) : inner.add(.conv2d(whole), [narrow], "conv")
        return inner.add(.relu, [conv], "relu")
      }
      let logits = builder.add(.linear(features: head.classes, bias: true), [pixel], "linear")
      return builder.add(.auxiliaryOutput(weight: head.weight), [logits], "output")
    }
  }
}

extension NetworkBuilder.AuxiliaryHead {
  /// How large the image is after the pooling, which has no padding.
  var pooledSize: Extent {
    func length(_ side: Int) -> Int { (side - 5) / poolStride + 1 }
    return Extent(height: length(size.height), width: length(size.width))
  }
}
