public import NASPlugin

/// Strings of bits: the smallest space that has everything a space can have.
///
/// A text is its bits (`0110`). Each 1 becomes a 3×3 convolution to four channels.
public struct ToySpace: Enumerable, Crossing, Component {
  /// The settings of the toy space.
  public struct Configuration: ComponentConfiguration {
    /// How many bits an architecture has.
    public var bits = Option(8, in: 1...1_000, "How many bits an architecture has.")

    /// Eight bits.
    public init() {}
  }

  /// The component's name in study files: `toy`.
  public static let descriptor = ComponentDescriptor(
    name: "toy", summary: "Strings of bits.", traits: [.threadSafe, .pure])

  /// How many bits an architecture has.
  public let bits: Int

  /// Makes the space of a configuration.
  public init(configuration: Configuration, context: ComponentContext) { bits = configuration.bits.value }

  /// A space of strings of that many bits.
  public init(bits: Int) { self.bits = bits }

  /// One decision a bit, `off` or `on`.
  public var decisions: [Decision] {
    (0..<bits).map { Decision("bit\($0)", options: ["off", "on"], vocabulary: "bit") }
  }

  /// One bit a token.
  public var layout: String { "toy/1: one bit a token" }

  /// Two to the power of the bits; the greatest integer where there are more than 62.
  public var count: Int { bits < 63 ? 1 << bits : .max }

  /// The architecture whose bits are those of the number, the least first.
  public func architecture(at index: Int) throws -> Architecture {
    guard index >= 0, index < count else { throw NASError(.invalid, "the toy space has no architecture \(index)") }
    return Architecture((0..<bits).map { $0 < 63 ? Int32(index >> $0 & 1) : 0 })
  }

  /// Each bit 0 or 1 with probability 1/2.
  public func sample(_ random: inout RandomStream) -> Architecture {
    Architecture((0..<bits).map { _ in Int32(random.index(below: 2)) })
  }

  /// Flips one bit; with a rate, each bit with that probability.
  public func mutation(of architecture: Architecture, rate: Double?, _ random: inout RandomStream) throws -> Mutation? {
    try validate(architecture)
    var child = architecture
    if let rate {
      for bit in child.tokens.indices where random.chance(rate) { child.tokens[bit] ^= 1 }
    } else {
      child.tokens[random.index(below: bits)] ^= 1
    }
    return child == architecture ? nil : Mutation(child, what: "flip")
  }

  /// Throws `.invalid` unless these are `bits` zeros and ones.
  public func validate(_ architecture: Architecture) throws {
    guard architecture.tokens.count == bits, architecture.tokens.allSatisfy({ $0 == 0 || $0 == 1 }) else {
      throw NASError(.invalid, "\(architecture.tokens) are not \(bits) bits")
    }
  }

  /// The bits, as `0110`.
  public func text(_ architecture: Architecture) throws -> String {
    try validate(architecture)
    return architecture.tokens.map(String.init).joined()
  }

  /// Reads `text`'s form; throws `.invalid` otherwise.
  public func parse(_ text: String) throws -> Architecture {
    guard text.utf8.count == bits, text.allSatisfy({ $0 == "0" || $0 == "1" }) else {
      throw NASError(.invalid, "'\(text)' is not \(bits) bits", hint: "write zeros and ones")
    }
    return Architecture(text.utf8.map { Int32($0) - 48 })
  }

  /// One 3×3 convolution to four channels for each 1, and a classifier.
  public func network(for architecture: Architecture, task: LearningTask) throws -> Network {
    try validate(architecture)
    var builder = NetworkBuilder()
    var x = builder.input
    for (bit, token) in architecture.tokens.enumerated() where token == 1 {
      x = builder.add(.conv2d(Operation.Convolution(channels: 4, kernel: 3)), [x], "b\(bit).conv")
    }
    _ = builder.classifier(x, classes: task.classes)
    return builder.network
  }

  /// Parameters and multiply-accumulates by formula.
  public func costs(of architecture: Architecture, task: LearningTask) throws -> (params: Int, macs: Int)? {
    try validate(architecture)
    let layers = architecture.tokens.reduce(0) { $0 + Int($1) }
    let weights = layers == 0 ? 0 : 36 * task.channels + 144 * (layers - 1)
    let features = task.classes * (layers == 0 ? task.channels : 4)
    return (weights + features + task.classes, weights * task.height * task.width + features)
  }
}
