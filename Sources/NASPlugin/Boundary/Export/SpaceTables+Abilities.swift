import CNASPlugin

/// The tables of what some spaces can do beside their role.
extension SpaceTables {
  /// The table of an ability, where the type has it; nil where it has not, or where there is no such ability.
  static func ability(_ interface: String, of type: any Component.Type) -> UnsafeRawPointer? {
    switch interface {
    case "nas.space.enumerable/1" where type is any Enumerable.Type: UnsafeRawPointer(enumerable)
    case "nas.space.crossing/1" where type is any Crossing.Type: UnsafeRawPointer(crossing)
    case "nas.space.progressive/1" where type is any Progressive.Type: UnsafeRawPointer(progressive)
    case "nas.space.weight-sharing/1" where type is any WeightSharing.Type: UnsafeRawPointer(weightSharing)
    case "nas.space.encoding/1" where type is any Encoding.Type: UnsafeRawPointer(encoding)
    case "nas.space.masking/1" where type is any Masking.Type: UnsafeRawPointer(masking)
    case "nas.space.repairing/1" where type is any Repairing.Type: UnsafeRawPointer(repairing)
    case "nas.space.publishing/1" where type is any Publishing.Type: UnsafeRawPointer(publishing)
    default: nil
    }
  }

  nonisolated(unsafe) private static let enumerable = lasting(
    nas_space_enumerable(
      struct_size: UInt32(MemoryLayout<nas_space_enumerable>.size), flags: 0,
      count: { this, count, error in
        answering(error) { count?.pointee = UInt64(try able(this, as: (any Enumerable).self).count) }
      },
      at: { this, index, sink, error in
        answering(error) { try able(this, as: (any Enumerable).self).architecture(at: Int(index)).put(sink) }
      }))

  nonisolated(unsafe) private static let crossing = lasting(
    nas_space_crossing(
      struct_size: UInt32(MemoryLayout<nas_space_crossing>.size), flags: 0,
      cross: { this, first, second, random, sink, error in
        answering(error) {
          let space = try able(this, as: (any Crossing).self)
          try RandomStream.borrowing(random) {
            try space.cross(Architecture(first), Architecture(second), &$0).put(sink)
          }
        }
      }))

  private static func able<A>(_ this: UnsafeMutableRawPointer?, as type: A.Type) throws -> A {
    guard let space = try SpaceBox.of(this) as? A else {
      throw NASError(.unimplemented, "the space lacks this ability")
    }
    return space
  }

  nonisolated(unsafe) private static let progressive = lasting(
    nas_space_progressive(
      struct_size: UInt32(MemoryLayout<nas_space_progressive>.size), flags: 0,
      extensions: { this, partial, sink, error in
        answering(error) {
          let start = partial.count == 0 ? nil : Architecture(partial)
          for larger in try able(this, as: (any Progressive).self).extensions(of: start) { larger.put(sink) }
        }
      },
      is_complete: { this, partial, complete, error in
        answering(error) {
          complete?.pointee = try able(this, as: (any Progressive).self).isComplete(Architecture(partial)) ? 1 : 0
        }
      }))

  nonisolated(unsafe) private static let weightSharing = lasting(
    nas_space_weight_sharing(
      struct_size: UInt32(MemoryLayout<nas_space_weight_sharing>.size), flags: 0,
      supernet: { this, task, sink, error in
        answering(error) {
          sink.put(try able(this, as: (any WeightSharing).self).supernet(for: LearningTask(task)).encoded())
        }
      },
      path: { this, tokens, sink, error in
        answering(error) {
          Architecture(try able(this, as: (any WeightSharing).self).path(of: Architecture(tokens))).put(sink)
        }
      },
      sample_path: { this, random, sink, error in
        answering(error) {
          let space = try able(this, as: (any WeightSharing).self)
          try RandomStream.borrowing(random) { Architecture(try space.samplePath(&$0)).put(sink) }
        }
      }))

  nonisolated(unsafe) private static let encoding = lasting(
    nas_space_encoding(
      struct_size: UInt32(MemoryLayout<nas_space_encoding>.size), flags: 0,
      width: { this, width, error in
        answering(error) { width?.pointee = UInt64(try able(this, as: (any Encoding).self).encodingWidth) }
      },
      encode: { this, tokens, features, width, error in
        answering(error) {
          let numbers = try able(this, as: (any Encoding).self).encode(Architecture(tokens))
          guard let features, numbers.count == Int(width) else {
            throw NASError(.invalid, "the encoding has \(numbers.count) numbers, and there is room for \(width)")
          }
          for (index, number) in numbers.enumerated() { features[index] = number }
        }
      }))

  nonisolated(unsafe) private static let masking = lasting(
    nas_space_masking(
      struct_size: UInt32(MemoryLayout<nas_space_masking>.size), flags: 0,
      mask: { this, prefix, valid, count, error in
        answering(error) {
          let mask = try able(this, as: (any Masking).self).mask(after: Architecture(prefix).tokens[...])
          guard let valid, mask.count == Int(count) else {
            throw NASError(.invalid, "the next decision has \(mask.count) options, not \(count)")
          }
          for (index, isValid) in mask.enumerated() { valid[index] = isValid ? 1 : 0 }
        }
      }))

  nonisolated(unsafe) private static let repairing = lasting(
    nas_space_repairing(
      struct_size: UInt32(MemoryLayout<nas_space_repairing>.size), flags: 0,
      repair: { this, tokens, random, sink, error in
        answering(error) {
          let space = try able(this, as: (any Repairing).self)
          try RandomStream.borrowing(random) { try space.repair(Architecture(tokens), &$0).put(sink) }
        }
      }))

  nonisolated(unsafe) private static let publishing = lasting(
    nas_space_publishing(
      struct_size: UInt32(MemoryLayout<nas_space_publishing>.size), flags: 0,
      published: { this, sink, error in
        answering(error) {
          guard let sink else { return }
          for published in try able(this, as: (any Publishing).self).published { published.put(sink) }
        }
      }))
}

extension PublishedArchitecture {
  /// Answers into a sink.
  fileprivate func put(_ sink: UnsafePointer<nas_published_sink>) {
    let arena = SpanArena()
    var published = task?.boundary ?? nas_task()
    let hasTask = task != nil
    architecture.withSpan { tokens in
      withUnsafePointer(to: &published) { task in
        var record = nas_published(
          struct_size: UInt32(MemoryLayout<nas_published>.size), reserved: 0, name: arena.text(name),
          source: arena.text(source), architecture: tokens, settings: arena.text(settings.joined(separator: "\n")),
          task: hasTask ? task : nil)
        sink.pointee.put?(sink.pointee.ctx, &record)
      }
    }
  }
}
