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

  /// At most `count` proposals; more are an error of the strategy.
  public mutating func ask(_ count: Int) throws -> [Proposal] {
    var answer = AskedProposals()
    try withUnsafeMutablePointer(to: &answer) { slot in
      var sink = nas_proposal_sink(ctx: UnsafeMutableRawPointer(slot), put: storeProposals)
      try checked { table.pointee.ask?(instance.pointer, UInt64(count), &sink, $0) ?? NAS_UNIMPLEMENTED }
    }
    if let fault = answer.fault { throw fault }
    guard answer.proposals.count <= count else {
      throw NASError(.internal, "the strategy answered \(answer.proposals.count) proposals when asked for \(count)")
    }
    return answer.proposals
  }

  /// What `ask` answers, without a copy.
  public mutating func proposals(_ count: Int) throws -> [Proposal] { try ask(count) }

  /// Lends the outcomes as columns for the duration of the call.
  public mutating func tell(_ outcomes: [Outcome]) throws {
    arena.reset()
    var columns = arena.outcomes(outcomes)
    try checked { table.pointee.tell?(instance.pointer, &columns, $0) ?? NAS_UNIMPLEMENTED }
  }
}

/// What a strategy answered so far: proposals up to the first that cannot be.
private struct AskedProposals {
  var proposals: [Proposal] = []
  var fault: (any Error)?

  mutating func take(_ columns: nas_proposals) {
    guard fault == nil else { return }
    do {
      let more = try [Proposal](columns)
      if proposals.isEmpty { proposals = more } else { proposals += more }
    } catch {
      fault = error
    }
  }
}

private let storeProposals: @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<nas_proposals>?) -> Void = {
  slot, columns in
  guard let columns else { return }
  slot?.assumingMemoryBound(to: AskedProposals.self).pointee.take(columns.pointee)
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
