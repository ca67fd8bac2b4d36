/// A strategy whose state can be saved, so that a long study opens without repeating its history.
public protocol Checkpointing: Strategy {
  /// The state as bytes.
  func snapshot() throws -> [UInt8]
  /// Takes the state over; throws `.invalid` where the bytes are not a state of this strategy.
  mutating func restore(_ bytes: [UInt8]) throws
}
