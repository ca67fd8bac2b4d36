import CNASPlugin

/// A strategy on the other side of the boundary.
public struct ForeignStrategy: Strategy {
  /// The instance that answers.
  public let instance: ForeignInstance
  private let table: UnsafePointer<nas_strategy>
  private let arena = SpanArena()

  /// A strategy over an instance whose component has the role.
  public init(_ instance: ForeignInstance) throws {
    (self.instance, table) = (instance, try instance.roleTable(.strategy, as: nas_strategy.self))
  }

  public mutating func ask(_ count: Int) throws -> [Proposal] {
    var answer = Result<[Proposal], any Error>.success([])
    try withUnsafeMutablePointer(to: &answer) { slot in
      var sink = nas_proposal_sink(ctx: UnsafeMutableRawPointer(slot), put: storeProposals)
      try checked { table.pointee.ask?(instance.pointer, UInt64(count), &sink, $0) ?? NAS_UNIMPLEMENTED }
    }
    let proposals = try answer.get()
    guard proposals.count <= count else {
      throw NASError(.internal, "the strategy answered \(proposals.count) proposals when asked for \(count)")
    }
    return proposals
  }

  public mutating func tell(_ outcomes: [Outcome]) throws {
    arena.reset()
    var columns = arena.outcomes(outcomes)
    try checked { table.pointee.tell?(instance.pointer, &columns, $0) ?? NAS_UNIMPLEMENTED }
  }
}

private let storeProposals: @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<nas_proposals>?) -> Void = { slot, columns in
  guard let slot = slot?.assumingMemoryBound(to: Result<[Proposal], any Error>.self), let columns else { return }
  slot.pointee = Result { try slot.pointee.get() + Array<Proposal>(columns.pointee) }
}

extension ForeignStrategy {
  /// Whether the strategy can save its state.
  public var isCheckpointing: Bool { instance.table("nas.state/1", as: nas_state.self) != nil }

  /// The state as bytes, or nil where the strategy keeps none.
  public func snapshot() throws -> [UInt8]? {
    guard let table = instance.table("nas.state/1", as: nas_state.self) else { return nil }
    return try collectBytes { sink in
      try checked { table.pointee.save?(instance.pointer, sink, $0) ?? NAS_UNIMPLEMENTED }
    }
  }

  /// Takes a saved state over.
  public func restore(_ bytes: [UInt8]) throws {
    guard let table = instance.table("nas.state/1", as: nas_state.self) else {
      throw NASError(.unimplemented, "the strategy keeps no checkpoints")
    }
    try bytes.withUnsafeBytes { buffer in
      let span = nas_bytes(bytes: buffer.baseAddress, length: UInt64(buffer.count))
      try checked { table.pointee.load?(instance.pointer, span, $0) ?? NAS_UNIMPLEMENTED }
    }
  }
}
