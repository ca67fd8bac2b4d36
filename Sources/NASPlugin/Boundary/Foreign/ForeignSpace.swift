import CNASPlugin

/// A search space on the other side of the boundary.
public struct ForeignSpace: SearchSpace {
  /// The instance that answers.
  public let instance: ForeignInstance
  private let table: UnsafePointer<nas_space>
  /// The choices, asked for once when the space was opened.
  public let decisions: [Decision]
  /// What the tokens mean, asked for once.
  public let layout: String

  /// A space over an instance whose component has the role.
  public init(_ instance: ForeignInstance) throws {
    let table = try instance.roleTable(.space, as: nas_space.self)
    (self.instance, self.table) = (instance, table)
    decisions = try collectDecisions { sink in
      try checked { table.pointee.decisions?(instance.pointer, sink, $0) ?? NAS_UNIMPLEMENTED }
    }
    layout = try collectText { sink in
      try checked { table.pointee.layout?(instance.pointer, sink, $0) ?? NAS_UNIMPLEMENTED }
    }
  }

  /// A space that the host lends.
  init(lent reference: nas_component_ref) throws { try self.init(ForeignInstance(lent: reference)) }

  private var this: UnsafeMutableRawPointer? { instance.pointer }

  /// Draws on the other side from the caller's stream.
  public func sample(_ random: inout RandomStream) throws -> Architecture {
    try collectOne { sink in
      try random.lend { random in
        try checked { table.pointee.sample?(this, 1, random, sink, $0) ?? NAS_UNIMPLEMENTED }
      }
    }
  }

  /// Nil where the other side says that the drawn mutation cannot apply.
  public func mutation(of architecture: Architecture, rate: Double?, _ random: inout RandomStream) throws -> Mutation? {
    var found: Mutation?
    do {
      try withUnsafeMutablePointer(to: &found) { slot in
        var sink = nas_mutation_sink(ctx: UnsafeMutableRawPointer(slot), put: storeMutation)
        try random.lend { random in
          try architecture.withSpan { tokens in
            try checked { table.pointee.mutate?(this, tokens, rate ?? .nan, random, &sink, $0) ?? NAS_UNIMPLEMENTED }
          }
        }
      }
    } catch let error as NASError where error.code == .notApplicable { return nil }
    guard let found else { throw NASError(.internal, "the space answered without a mutation") }
    return found
  }

  /// Throws the other side's sentence.
  public func validate(_ architecture: Architecture) throws {
    try architecture.withSpan { tokens in
      try checked { table.pointee.validate?(this, tokens, $0) ?? NAS_UNIMPLEMENTED }
    }
  }

  /// One form for equal networks, as the other side has it.
  public func canonical(_ architecture: Architecture) throws -> Architecture {
    try collectOne { sink in
      try architecture.withSpan { tokens in
        try checked { table.pointee.canonical?(this, tokens, sink, $0) ?? NAS_UNIMPLEMENTED }
      }
    }
  }

  /// The form that people read.
  public func text(_ architecture: Architecture) throws -> String {
    try collectText { sink in
      try architecture.withSpan { tokens in
        try checked { table.pointee.text?(this, tokens, sink, $0) ?? NAS_UNIMPLEMENTED }
      }
    }
  }

  /// Throws the other side's sentence with the position.
  public func parse(_ text: String) throws -> Architecture {
    try collectOne { sink in
      try text.withSpan { text in try checked { table.pointee.parse?(this, text, sink, $0) ?? NAS_UNIMPLEMENTED } }
    }
  }

  /// Reads the flat buffer that the other side answers with; hostile bytes are refused.
  public func network(for architecture: Architecture, task: LearningTask) throws -> Network {
    var task = task.boundary
    let bytes = try collectBytes { sink in
      try architecture.withSpan { tokens in
        try checked { table.pointee.network?(this, tokens, &task, sink, $0) ?? NAS_UNIMPLEMENTED }
      }
    }
    return try Network(decoding: bytes)
  }

  /// Nil where the space has no fast verb.
  public func costs(of architecture: Architecture, task: LearningTask) throws -> (params: Int, macs: Int)? {
    guard let costs = table.pointee.costs else { return nil }
    var task = task.boundary
    var (params, macs): (UInt64, UInt64) = (0, 0)
    do {
      try architecture.withSpan { tokens in try checked { costs(this, tokens, &task, &params, &macs, $0) } }
    } catch let error as NASError where error.code == .unimplemented { return nil }
    return (Int(clamping: params), Int(clamping: macs))
  }
}

private let storeMutation:
  @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<Int32>?, UInt64, UInt32, nas_text) -> Void = {
    slot, tokens, count, inherits, what in
    slot?.assumingMemoryBound(to: Mutation?.self).pointee = Mutation(
      Architecture(nas_tokens(data: tokens, count: count)), what: String(what), inheritsWeights: inherits != 0)
  }

private func collectDecisions(_ verb: (UnsafePointer<nas_decision_sink>) throws -> Void) throws -> [Decision] {
  var found: [Decision] = []
  try withUnsafeMutablePointer(to: &found) { slot in
    var sink = nas_decision_sink(ctx: UnsafeMutableRawPointer(slot)) { slot, decision in
      guard let decision = decision?.pointee else { return }
      let kind = Decision.Kind(rawValue: decision.kind) ?? .categorical
      slot?.assumingMemoryBound(to: [Decision].self).pointee.append(
        Decision(
          String(decision.name), options: String(decision.options).split(separator: "\n").map(String.init), kind: kind,
          group: String(decision.group), vocabulary: String(decision.vocabulary)))
    }
    try verb(&sink)
  }
  return found
}
