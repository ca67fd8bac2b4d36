import CNASPlugin

/// A search space of this library, as the host holds it.
final class SpaceBox {
  let space: any SearchSpace

  init(_ space: any SearchSpace) { self.space = space }

  static func of(_ pointer: UnsafeMutableRawPointer?) throws -> any SearchSpace {
    guard let pointer else { throw NASError(.invalid, "the verb needs an instance") }
    return Unmanaged<SpaceBox>.fromOpaque(pointer).takeUnretainedValue().space
  }
}

/// The tables of all spaces of this library: the instance tells them apart.
enum SpaceTables {
  nonisolated(unsafe) static let space = lasting(
    nas_space(
      struct_size: UInt32(MemoryLayout<nas_space>.size), flags: 0,
      decisions: { this, sink, error in answering(error) { try putDecisions(of: SpaceBox.of(this), sink) } },
      layout: { this, sink, error in answering(error) { sink.put(try SpaceBox.of(this).layout) } },
      sample: { this, count, random, sink, error in
        answering(error) {
          let space = try SpaceBox.of(this)
          try RandomStream.borrowing(random) { for _ in 0..<count { try space.sample(&$0).put(sink) } }
        }
      },
      mutate: { this, tokens, rate, random, sink, error in
        var isApplied = true
        let status = answering(error) {
          let space = try SpaceBox.of(this)
          let rate = rate.isNaN ? nil : rate
          let mutation = try RandomStream.borrowing(random) {
            try space.mutation(of: Architecture(tokens), rate: rate, &$0)
          }
          if let mutation { mutation.put(sink) } else { isApplied = false }
        }
        return isApplied ? status : NAS_NOT_APPLICABLE
      },
      validate: { this, tokens, error in answering(error) { try SpaceBox.of(this).validate(Architecture(tokens)) } },
      canonical: { this, tokens, sink, error in
        answering(error) { try SpaceBox.of(this).canonical(Architecture(tokens)).put(sink) }
      },
      text: { this, tokens, sink, error in
        answering(error) { sink.put(try SpaceBox.of(this).text(Architecture(tokens))) }
      },
      parse: { this, text, sink, error in answering(error) { try SpaceBox.of(this).parse(String(text)).put(sink) } },
      network: { this, tokens, task, sink, error in
        answering(error) {
          sink.put(try SpaceBox.of(this).network(for: Architecture(tokens), task: LearningTask(task)).encoded())
        }
      },
      costs: { this, tokens, task, params, macs, error in
        var isKnown = true
        let status = answering(error) {
          guard let costs = try SpaceBox.of(this).costs(of: Architecture(tokens), task: LearningTask(task)) else {
            isKnown = false
            return
          }
          params?.pointee = UInt64(costs.params)
          macs?.pointee = UInt64(costs.macs)
        }
        return isKnown ? status : NAS_UNIMPLEMENTED
      }))

  private static func putDecisions(of space: any SearchSpace, _ sink: UnsafePointer<nas_decision_sink>?) {
    guard let sink else { return }
    let arena = SpanArena()
    for decision in space.decisions {
      var record = nas_decision(
        struct_size: UInt32(MemoryLayout<nas_decision>.size), kind: decision.kind.rawValue,
        name: arena.text(decision.name), options: arena.text(decision.options.joined(separator: "\n")),
        option_count: UInt64(decision.options.count), group: arena.text(decision.group),
        vocabulary: arena.text(decision.vocabulary))
      sink.pointee.put?(sink.pointee.ctx, &record)
    }
  }
}

extension Mutation {
  /// Answers into a sink.
  fileprivate func put(_ sink: UnsafePointer<nas_mutation_sink>?) {
    guard let sink else { return }
    child.withSpan { tokens in
      what.withSpan { what in
        sink.pointee.put?(sink.pointee.ctx, tokens.data, tokens.count, inheritsWeights ? 1 : 0, what)
      }
    }
  }
}

/// A table that lives as long as the process.
func lasting<T>(_ table: T) -> UnsafePointer<T> {
  let copy = UnsafeMutablePointer<T>.allocate(capacity: 1)
  copy.initialize(to: table)
  return UnsafePointer(copy)
}
