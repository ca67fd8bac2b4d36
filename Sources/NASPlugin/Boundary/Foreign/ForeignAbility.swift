import CNASPlugin

/// A space on the other side of the boundary, seen as one that has an ability.
protocol ForeignAbility: SearchSpace {
  /// The space itself, which answers all that every space answers.
  var space: ForeignSpace { get }
}

extension ForeignAbility {
  var decisions: [Decision] { space.decisions }
  var layout: String { space.layout }

  func sample(_ random: inout RandomStream) throws -> Architecture { try space.sample(&random) }

  func mutation(of architecture: Architecture, rate: Double?, _ random: inout RandomStream) throws -> Mutation? {
    try space.mutation(of: architecture, rate: rate, &random)
  }

  func validate(_ architecture: Architecture) throws { try space.validate(architecture) }
  func canonical(_ architecture: Architecture) throws -> Architecture { try space.canonical(architecture) }
  func text(_ architecture: Architecture) throws -> String { try space.text(architecture) }
  func parse(_ text: String) throws -> Architecture { try space.parse(text) }

  func network(for architecture: Architecture, task: LearningTask) throws -> Network {
    try space.network(for: architecture, task: task)
  }

  func costs(of architecture: Architecture, task: LearningTask) throws -> (params: Int, macs: Int)? {
    try space.costs(of: architecture, task: task)
  }

  fileprivate var this: UnsafeMutableRawPointer? { space.instance.pointer }
}

struct ForeignEnumerable: ForeignAbility, Enumerable {
  let space: ForeignSpace
  let table: UnsafePointer<nas_space_enumerable>
  let count: Int

  /// Nil where the other side lacks the ability, or cannot say how many there are.
  init?(_ space: ForeignSpace) {
    guard let table = space.instance.table("nas.space.enumerable/1", as: nas_space_enumerable.self) else { return nil }
    (self.space, self.table) = (space, table)
    var count: UInt64 = 0
    guard table.pointee.count?(space.instance.pointer, &count, nil) == NAS_OK else { return nil }
    self.count = Int(clamping: count)
  }

  func architecture(at index: Int) throws -> Architecture {
    try collectOne { sink in
      try checked { table.pointee.at?(this, UInt64(index), sink, $0) ?? NAS_UNIMPLEMENTED }
    }
  }
}

struct ForeignCrossing: ForeignAbility, Crossing {
  let space: ForeignSpace
  let table: UnsafePointer<nas_space_crossing>

  init?(_ space: ForeignSpace) {
    guard let table = space.instance.table("nas.space.crossing/1", as: nas_space_crossing.self) else { return nil }
    (self.space, self.table) = (space, table)
  }

  func cross(_ first: Architecture, _ second: Architecture, _ random: inout RandomStream) throws -> Architecture {
    try collectOne { sink in
      try random.lend { random in
        try first.withSpan { first in
          try second.withSpan { second in
            try checked { table.pointee.cross?(this, first, second, random, sink, $0) ?? NAS_UNIMPLEMENTED }
          }
        }
      }
    }
  }
}

struct ForeignProgressive: ForeignAbility, Progressive {
  let space: ForeignSpace
  let table: UnsafePointer<nas_space_progressive>

  init?(_ space: ForeignSpace) {
    guard let table = space.instance.table("nas.space.progressive/1", as: nas_space_progressive.self) else {
      return nil
    }
    (self.space, self.table) = (space, table)
  }

  func extensions(of partial: Architecture?) throws -> [Architecture] {
    try collectAll { sink in
      try (partial ?? Architecture([])).withSpan { tokens in
        try checked { table.pointee.extensions?(this, tokens, sink, $0) ?? NAS_UNIMPLEMENTED }
      }
    }
  }

  func isComplete(_ partial: Architecture) throws -> Bool {
    var complete: UInt32 = 0
    try partial.withSpan { tokens in
      try checked { table.pointee.is_complete?(this, tokens, &complete, $0) ?? NAS_UNIMPLEMENTED }
    }
    return complete != 0
  }
}

struct ForeignWeightSharing: ForeignAbility, WeightSharing {
  let space: ForeignSpace
  let table: UnsafePointer<nas_space_weight_sharing>

  init?(_ space: ForeignSpace) {
    guard let table = space.instance.table("nas.space.weight-sharing/1", as: nas_space_weight_sharing.self) else {
      return nil
    }
    (self.space, self.table) = (space, table)
  }

  func supernet(for task: LearningTask) throws -> Network {
    var task = task.boundary
    return try Network(
      decoding: try collectBytes { sink in
        try checked { table.pointee.supernet?(this, &task, sink, $0) ?? NAS_UNIMPLEMENTED }
      })
  }

  func path(of architecture: Architecture) throws -> [Int32] {
    try collectOne { sink in
      try architecture.withSpan { tokens in
        try checked { table.pointee.path?(this, tokens, sink, $0) ?? NAS_UNIMPLEMENTED }
      }
    }.tokens
  }

  func samplePath(_ random: inout RandomStream) throws -> [Int32] {
    try collectOne { sink in
      try random.lend { random in
        try checked { table.pointee.sample_path?(this, random, sink, $0) ?? NAS_UNIMPLEMENTED }
      }
    }.tokens
  }
}

struct ForeignEncoding: ForeignAbility, Encoding {
  let space: ForeignSpace
  let table: UnsafePointer<nas_space_encoding>
  let encodingWidth: Int

  /// Nil where the other side lacks the ability, or cannot say how wide its encoding is.
  init?(_ space: ForeignSpace) {
    guard let table = space.instance.table("nas.space.encoding/1", as: nas_space_encoding.self) else { return nil }
    (self.space, self.table) = (space, table)
    var width: UInt64 = 0
    guard table.pointee.width?(space.instance.pointer, &width, nil) == NAS_OK, width <= 1 << 24 else { return nil }
    encodingWidth = Int(width)
  }

  func encode(_ architecture: Architecture) throws -> [Double] {
    var numbers = [Double](repeating: .nan, count: encodingWidth)
    try architecture.withSpan { tokens in
      try checked { table.pointee.encode?(this, tokens, &numbers, UInt64(encodingWidth), $0) ?? NAS_UNIMPLEMENTED }
    }
    return numbers
  }
}

struct ForeignMasking: ForeignAbility, Masking {
  let space: ForeignSpace
  let table: UnsafePointer<nas_space_masking>

  init?(_ space: ForeignSpace) {
    guard let table = space.instance.table("nas.space.masking/1", as: nas_space_masking.self) else { return nil }
    (self.space, self.table) = (space, table)
  }

  func mask(after prefix: ArraySlice<Int32>) throws -> [Bool] {
    guard prefix.count < decisions.count else {
      throw NASError(.invalid, "there is no decision after \(prefix.count) tokens", hint: "give a shorter prefix")
    }
    var valid = [UInt8](repeating: 0, count: decisions[prefix.count].options.count)
    try Architecture(Array(prefix)).withSpan { tokens in
      try checked { table.pointee.mask?(this, tokens, &valid, UInt64(valid.count), $0) ?? NAS_UNIMPLEMENTED }
    }
    return valid.map { $0 != 0 }
  }
}

struct ForeignRepairing: ForeignAbility, Repairing {
  let space: ForeignSpace
  let table: UnsafePointer<nas_space_repairing>

  init?(_ space: ForeignSpace) {
    guard let table = space.instance.table("nas.space.repairing/1", as: nas_space_repairing.self) else { return nil }
    (self.space, self.table) = (space, table)
  }

  func repair(_ architecture: Architecture, _ random: inout RandomStream) throws -> Architecture {
    try collectOne { sink in
      try random.lend { random in
        try architecture.withSpan { tokens in
          try checked { table.pointee.repair?(this, tokens, random, sink, $0) ?? NAS_UNIMPLEMENTED }
        }
      }
    }
  }
}

struct ForeignPublishing: ForeignAbility, Publishing {
  let space: ForeignSpace
  let published: [PublishedArchitecture]

  /// Nil where the other side lacks the ability, or cannot list them.
  init?(_ space: ForeignSpace) {
    guard let table = space.instance.table("nas.space.publishing/1", as: nas_space_publishing.self) else { return nil }
    var found: [PublishedArchitecture] = []
    let status = withUnsafeMutablePointer(to: &found) { slot in
      var sink = nas_published_sink(ctx: UnsafeMutableRawPointer(slot), put: keepPublished)
      return table.pointee.published?(space.instance.pointer, &sink, nil)
    }
    guard status == NAS_OK else { return nil }
    (self.space, published) = (space, found)
  }
}

private let keepPublished: @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<nas_published>?) -> Void = {
  slot, record in
  guard let record = record?.pointee else { return }
  let settings = String(record.settings).split(separator: "\n").map(String.init)
  let task = record.task == nil ? nil : try? LearningTask(record.task)
  slot?.assumingMemoryBound(to: [PublishedArchitecture].self).pointee.append(
    PublishedArchitecture(
      String(record.name), Architecture(record.architecture), settings: settings, task: task,
      source: String(record.source)))
}
