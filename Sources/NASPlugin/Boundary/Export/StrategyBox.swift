import CNASPlugin

/// A strategy of this library, as the host holds it.
final class StrategyBox {
  var strategy: any Strategy
  let arena = SpanArena()

  init(_ strategy: any Strategy) { self.strategy = strategy }

  static func of(_ pointer: UnsafeMutableRawPointer?) throws -> StrategyBox {
    guard let pointer else { throw NASError(.invalid, "the verb needs an instance") }
    return Unmanaged<StrategyBox>.fromOpaque(pointer).takeUnretainedValue()
  }

  func ask(_ count: Int, _ sink: UnsafePointer<nas_proposal_sink>?) throws {
    let proposals = try strategy.proposals(count)
    guard let sink, !proposals.isEmpty else { return }
    arena.reset()
    var columns = arena.proposals(proposals) { $0 }
    sink.pointee.put?(sink.pointee.ctx, &columns)
  }
}

/// The tables of all strategies of this library.
enum StrategyTables {
  nonisolated(unsafe) static let strategy = lasting(
    nas_strategy(
      struct_size: UInt32(MemoryLayout<nas_strategy>.size), flags: 0,
      ask: { this, count, sink, error in answering(error) { try StrategyBox.of(this).ask(Int(count), sink) } },
      tell: { this, outcomes, error in
        answering(error) {
          guard let outcomes else { throw NASError(.invalid, "tell needs outcomes") }
          try StrategyBox.of(this).strategy.tell(Array(outcomes.pointee))
        }
      }))

  nonisolated(unsafe) static let state = lasting(
    nas_state(
      struct_size: UInt32(MemoryLayout<nas_state>.size), flags: 0,
      save: { this, sink, error in
        answering(error) {
          guard let strategy = try StrategyBox.of(this).strategy as? any Checkpointing else {
            throw NASError(.unimplemented, "the strategy keeps no checkpoints")
          }
          sink.put(try strategy.snapshot())
        }
      },
      load: { this, bytes, error in
        answering(error) {
          let box = try StrategyBox.of(this)
          guard var strategy = box.strategy as? any Checkpointing else {
            throw NASError(.unimplemented, "the strategy keeps no checkpoints")
          }
          try strategy.restore(Array(UnsafeRawBufferPointer(start: bytes.bytes, count: Int(bytes.length))))
          box.strategy = strategy
        }
      }))
}
