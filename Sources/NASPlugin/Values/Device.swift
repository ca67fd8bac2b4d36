/// Where tensors lie and are computed.
public enum Device: Sendable, Hashable, Codable, CustomStringConvertible {
  /// The processor.
  case cpu
  /// A GPU of NVIDIA, counted from 0 among those that the process sees.
  case cuda(Int)

  /// A device by its name: `cpu`, `cuda`, which is the first, or `cuda:1`; nil for any other text.
  public init?(_ name: String) {
    if name == "cpu" {
      self = .cpu
    } else if name == "cuda" {
      self = .cuda(0)
    } else if name.hasPrefix("cuda:"), let index = Int(name.dropFirst(5)), (0..<256).contains(index) {
      self = .cuda(index)
    } else {
      return nil
    }
  }

  /// The name, as study files and libtorch write it.
  public var description: String {
    switch self {
    case .cpu: "cpu"
    case .cuda(let index): "cuda:\(index)"
    }
  }
}
