/// The operations on a vertex of a NAS-Bench-101 cell; the raw value is the token, in the order of the benchmark's settings.
enum ModuleOperation: Int32, CaseIterable {
  case conv3
  case conv1
  case pool

  /// The name in the benchmark's data.
  var name: String {
    switch self {
    case .conv3: "conv3x3-bn-relu"
    case .conv1: "conv1x1-bn-relu"
    case .pool: "maxpool3x3"
    }
  }

  /// The operation with a name.
  init?(name: some StringProtocol) {
    guard let found = ModuleOperation.allCases.first(where: { $0.name == name }) else { return nil }
    self = found
  }
}
