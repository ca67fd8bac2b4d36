import CNASPlugin

extension Operation {
  /// Reads an operation from its code and attributes; throws `.invalid` where they cannot be.
  init(code: UInt32, attributes: ArraySlice<Int64>, node: String) throws {
    var reader = AttributeReader(rest: attributes, node: node)
    self = try Operation(code: code, &reader)
    guard reader.rest.isEmpty else { throw reader.broken("has \(reader.rest.count) attributes too many") }
  }

  private init(code: UInt32, _ read: inout AttributeReader) throws {
    switch code {
    case NAS_OP_INPUT: self = .input
    case NAS_OP_CONV2D: self = .conv2d(try read.convolution())
    case NAS_OP_LINEAR: self = .linear(features: try read.size(), bias: try read.flag())
    case NAS_OP_BATCH_NORM: self = .batchNorm(affine: try read.flag())
    case NAS_OP_RELU: self = .relu
    case NAS_OP_RELU6: self = .relu6
    case NAS_OP_HARD_SWISH: self = .hardSwish
    case NAS_OP_SIGMOID: self = .sigmoid
    case NAS_OP_TANH: self = .tanh
    case NAS_OP_MAX_POOL: self = .maxPool(try read.window())
    case NAS_OP_AVG_POOL: self = .avgPool(try read.window(), countPadding: try read.flag())
    case NAS_OP_GLOBAL_AVG_POOL: self = .globalAvgPool
    case NAS_OP_ADD: self = .add
    case NAS_OP_MULTIPLY: self = .multiply
    case NAS_OP_CONCAT: self = .concat
    case NAS_OP_SLICE: self = .slice(start: try read.size(), count: try read.size())
    case NAS_OP_PAD_CHANNELS: self = .padChannels(try read.size())
    case NAS_OP_TRUNCATE_CHANNELS: self = .truncateChannels(try read.size())
    case NAS_OP_PAD: self = .pad(try read.margins())
    case NAS_OP_RESIZE_NEAREST: self = .resizeNearest(height: try read.size(), width: try read.size())
    case NAS_OP_CHANNEL_SHUFFLE: self = .channelShuffle(groups: try read.size())
    case NAS_OP_IDENTITY: self = .identity
    case NAS_OP_ZERO: self = .zero(stride: try read.size())
    case NAS_OP_DROPOUT: self = .dropout(try read.probability())
    case NAS_OP_DROP_PATH: self = .dropPath(try read.probability())
    case NAS_OP_AUXILIARY_OUTPUT: self = .auxiliaryOutput(weight: try read.real())
    case NAS_OP_CHOICE: self = .choice(try read.choice())
    default: throw read.broken("has operation \(code), which this version does not know")
    }
  }
}

/// Takes attributes one by one, refusing what no network can have.
private struct AttributeReader {
  var rest: ArraySlice<Int64>
  let node: String

  func broken(_ what: String) -> NASError { NASError(.invalid, "network node '\(node)' \(what)") }

  mutating func next() throws -> Int64 {
    guard let value = rest.popFirst() else { throw broken("has too few attributes") }
    return value
  }

  /// A length or count: anything larger than 2^24 is a damaged buffer.
  mutating func size() throws -> Int {
    let value = try next()
    guard value >= 0, value <= 1 << 24 else { throw broken("has the attribute \(value)") }
    return Int(value)
  }

  /// A length that may be taken away as well as added.
  mutating func signedSize() throws -> Int {
    let value = try next()
    guard value.magnitude <= 1 << 24 else { throw broken("has the attribute \(value)") }
    return Int(value)
  }

  mutating func margins() throws -> Operation.Margins {
    Operation.Margins(
      top: try signedSize(), left: try signedSize(), bottom: try signedSize(), right: try signedSize())
  }

  mutating func flag() throws -> Bool {
    let value = try next()
    guard value == 0 || value == 1 else { throw broken("has the flag \(value)") }
    return value == 1
  }

  mutating func real() throws -> Double {
    let value = Double(bitPattern: UInt64(bitPattern: try next()))
    guard value.isFinite else { throw broken("has an attribute that is not finite") }
    return value
  }

  mutating func probability() throws -> Double {
    let value = try real()
    guard value >= 0, value < 1 else { throw broken("has probability \(value)") }
    return value
  }

  mutating func extent() throws -> Extent { Extent(height: try size(), width: try size()) }

  mutating func window() throws -> Operation.Pooling {
    Operation.Pooling(kernel: try extent(), stride: try extent(), padding: try extent())
  }

  mutating func convolution() throws -> Operation.Convolution {
    var convolution = Operation.Convolution(
      channels: try size(), kernel: try extent(), stride: try extent(), padding: try extent(), dilation: try extent())
    convolution.groups = try size()
    convolution.bias = try flag()
    return convolution
  }

  mutating func choice() throws -> Operation.Choice {
    var choice = Operation.Choice(decision: try size(), alternatives: [])
    while !rest.isEmpty {
      let code = try next()
      guard let kind = Operation.Alternative.Kind(rawValue: Int32(truncatingIfNeeded: code)) else {
        throw broken("has an alternative of kind \(code)")
      }
      let (first, end) = (try size(), try size())
      guard first <= end else { throw broken("has an alternative of nodes \(first)..<\(end)") }
      choice.alternatives.append(Operation.Alternative(kind, nodes: first..<end))
    }
    return choice
  }
}
