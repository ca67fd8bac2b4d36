/// The colour of an operation: the same in every picture, so that two architectures can be compared at a glance.
package enum Tint: Sendable, Equatable {
  case plain, terminal, convolution, wideConvolution, pool, skip, nothing, linear, other

  /// The tint of an operation by its name, as spaces write their options.
  package init(of name: String) {
    let name = name.lowercased()
    func has(_ words: String...) -> Bool { words.contains { name.contains($0) } }
    switch true {
    case has("none", "zero"): self = .nothing
    case has("skip", "identity"): self = .skip
    case has("pool"): self = .pool
    case has("conv", "shuffle"): self = has("1x1", "1×1") ? .convolution : .wideConvolution
    case has("linear"): self = .linear
    default: self = .other
    }
  }

  /// Lines and borders.
  var stroke: String {
    switch self {
    case .plain: "#475569"
    case .terminal: "#0f172a"
    case .convolution: "#0284c7"
    case .wideConvolution: "#1d4ed8"
    case .pool: "#15803d"
    case .skip: "#64748b"
    case .nothing: "#cbd5e1"
    case .linear: "#b45309"
    case .other: "#7e22ce"
    }
  }

  /// Areas, light enough for dark text.
  var fill: String {
    switch self {
    case .plain: "#f8fafc"
    case .terminal: "#e2e8f0"
    case .convolution: "#e0f2fe"
    case .wideConvolution: "#dbeafe"
    case .pool: "#dcfce7"
    case .skip: "#f1f5f9"
    case .nothing: "#ffffff"
    case .linear: "#fef3c7"
    case .other: "#f3e8ff"
    }
  }

  /// Text on `fill`.
  var text: String { self == .nothing ? "#94a3b8" : "#0f172a" }

  /// Whether the line is broken, because nothing passes along it.
  var isBroken: Bool { self == .nothing }
}
