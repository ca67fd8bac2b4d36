import CNASPlugin
import NASPlugin

/// One of the contract's tables: its id, and which of its functions must be there.
struct Interface: Sendable {
  let id: String
  /// The table's length in ABI 1.0; a newer plugin's may be longer.
  let size: Int
  /// Offsets of functions that may be absent.
  private let optional: Set<Int>

  private init<T>(_ id: String, _ table: T.Type, optional: [PartialKeyPath<T>] = []) {
    (self.id, size) = (id, MemoryLayout<T>.size)
    self.optional = Set(optional.compactMap { MemoryLayout<T>.offset(of: $0) })
  }

  /// The table that a role demands.
  static func table(of role: Role) -> Interface {
    switch role {
    case .space: Interface(role.interface, nas_space.self, optional: [\.costs])
    case .strategy: Interface(role.interface, nas_strategy.self)
    case .evaluator: Interface(role.interface, nas_evaluator.self)
    case .predictor: Interface(role.interface, nas_predictor.self)
    }
  }

  /// What a component may answer to beside its role.
  static let abilities: [Interface] = [
    Interface("nas.evaluator.prepare/1", nas_evaluator_prepare.self),
    Interface("nas.oneshot/1", nas_oneshot.self),
    Interface("nas.space.crossing/1", nas_space_crossing.self),
    Interface("nas.space.encoding/1", nas_space_encoding.self),
    Interface("nas.space.enumerable/1", nas_space_enumerable.self),
    Interface("nas.space.masking/1", nas_space_masking.self),
    Interface("nas.space.progressive/1", nas_space_progressive.self),
    Interface("nas.space.publishing/1", nas_space_publishing.self),
    Interface("nas.space.repairing/1", nas_space_repairing.self),
    Interface("nas.space.weight-sharing/1", nas_space_weight_sharing.self),
    Interface("nas.state/1", nas_state.self),
    Interface("nas.strategy.retain/1", nas_strategy_retain.self),
  ]

  /// Ids that no component may answer to: one that never existed, and one that only begins like a role's.
  static let strangers = ["nope/1", "nas.space/1x", "nas.strategy/1x", "nas.evaluator/1x", "nas.predictor/1x"]

  /// Says what is wrong with a table: its size, or a function that is missing; nil where it is right.
  ///
  /// Behind its size and flags, a table consists of pointers to functions.
  func fault(in table: UnsafeRawPointer) -> String? {
    guard UInt(bitPattern: table) % 8 == 0 else { return "is not aligned" }
    let found = table.load(as: UInt32.self)
    if let fault = sizeFault(found, atLeast: size) { return fault }
    let missing = stride(from: 8, to: size, by: 8).first { offset in
      !optional.contains(offset) && table.load(fromByteOffset: offset, as: UInt.self) == 0
    }
    return missing.map { "lacks its function number \($0 / 8)" }
  }
}

/// Says what is wrong with the size that a struct of the contract claims to have; nil where it is right.
func sizeFault(_ size: UInt32, atLeast least: Int) -> String? {
  guard size >= least else { return "claims to have \(size) bytes, and \(least) are needed" }
  guard size <= 65_536 else { return "claims to have \(size) bytes, and at most 65536 are believed" }
  return size % 8 == 0 ? nil : "claims to have \(size) bytes, which is no multiple of 8"
}
