import CNASPlugin

extension ForeignSpace {
  /// The number of architectures and each by its number, where the space can tell.
  public var enumeration: ForeignEnumeration? {
    instance.table("nas.space.enumerable/1", as: nas_space_enumerable.self).map {
      ForeignEnumeration(instance: instance, table: $0)
    }
  }

  /// A child of two architectures, where the space can recombine; nil where it cannot.
  public func cross(
    _ first: Architecture, _ second: Architecture, _ random: inout RandomStream
  ) throws -> Architecture? {
    guard let table = instance.table("nas.space.crossing/1", as: nas_space_crossing.self) else { return nil }
    return try collectOne { sink in
      try random.lend { random in
        try first.withSpan { first in
          try second.withSpan { second in
            try checked { table.pointee.cross?(instance.pointer, first, second, random, sink, $0) ?? NAS_UNIMPLEMENTED }
          }
        }
      }
    }
  }
}

/// The numbering of a space on the other side of the boundary.
public struct ForeignEnumeration {
  let instance: ForeignInstance
  let table: UnsafePointer<nas_space_enumerable>

  /// How many architectures there are.
  public var count: Int {
    get throws {
      var count: UInt64 = 0
      try checked { table.pointee.count?(instance.pointer, &count, $0) ?? NAS_UNIMPLEMENTED }
      return Int(clamping: count)
    }
  }

  /// The architecture with a number.
  public func architecture(at index: Int) throws -> Architecture {
    try collectOne { sink in
      try checked { table.pointee.at?(instance.pointer, UInt64(index), sink, $0) ?? NAS_UNIMPLEMENTED }
    }
  }
}
