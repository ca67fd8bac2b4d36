/// The operations on an edge of a cell, of all spaces of this plugin; each space has its own list, whose order is that
/// of its tokens.
enum CellOperation: UInt8, CaseIterable, Sendable {
  case none
  case skip
  case pair3
  case pair7
  case dilated3
  case dilated5
  case average3
  case max3
  case max5
  case max7
  case conv1
  case conv3
  case separable3
  case separable5
  case separable7

  /// The name in texts: those of DARTS's code, and in its manner where DARTS has no such operation.
  var name: String {
    switch self {
    case .none: "none"
    case .skip: "skip_connect"
    case .pair3: "conv_3x1_1x3"
    case .pair7: "conv_7x1_1x7"
    case .dilated3: "dil_conv_3x3"
    case .dilated5: "dil_conv_5x5"
    case .average3: "avg_pool_3x3"
    case .max3: "max_pool_3x3"
    case .max5: "max_pool_5x5"
    case .max7: "max_pool_7x7"
    case .conv1: "conv_1x1"
    case .conv3: "conv_3x3"
    case .separable3: "sep_conv_3x3"
    case .separable5: "sep_conv_5x5"
    case .separable7: "sep_conv_7x7"
    }
  }

  /// A short name for the ids of nodes, so that weights are inherited between equal operations only.
  var tag: String {
    switch self {
    case .none: "no"
    case .skip: "id"
    case .pair3: "p3"
    case .pair7: "p7"
    case .dilated3: "d3"
    case .dilated5: "d5"
    case .average3: "a3"
    case .max3: "m3"
    case .max5: "m5"
    case .max7: "m7"
    case .conv1: "c1"
    case .conv3: "c3"
    case .separable3: "s3"
    case .separable5: "s5"
    case .separable7: "s7"
    }
  }

  /// The side of the window.
  var kernel: Int {
    switch self {
    case .none, .skip, .conv1: 1
    case .pair3, .dilated3, .average3, .max3, .conv3, .separable3: 3
    case .dilated5, .max5, .separable5: 5
    case .pair7, .max7, .separable7: 7
    }
  }
}
