/// The operations on the edges of the lowest graphs; the raw value is the token, 0 being no edge.
enum Primitive: Int32, CaseIterable {
  case conv1 = 1
  case depthwise
  case separable
  case maxPool
  case avgPool
  case identity

  /// The name in texts.
  var name: String {
    switch self {
    case .conv1: "conv1x1"
    case .depthwise: "dw3x3"
    case .separable: "sep3x3"
    case .maxPool: "max3x3"
    case .avgPool: "avg3x3"
    case .identity: "id"
    }
  }
}
