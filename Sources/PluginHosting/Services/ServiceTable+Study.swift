import CNASPlugin
package import NASPlugin

/// Services that say what the study is about: its space, its data, its random streams, and what fills slots.
extension ServiceTable {
  /// Lends streams split by name from a component's seed (`nas.svc.random/1`).
  package func lendRandom(_ source: RandomSource) {
    let owner = RandomOwner(source)
    let table = nas_random_service(
      struct_size: UInt32(MemoryLayout<nas_random_service>.size), flags: 0, ctx: serviceContext(owner),
      stream: fillStream)
    lend("nas.svc.random/1", table, of: owner)
  }

  /// Lends what is known of the data set (`nas.svc.dataset/1`).
  package func lendData(_ data: DataDescription) {
    let owner = NameOwner(data.name)
    var table = nas_dataset_service()
    table.struct_size = UInt32(MemoryLayout<nas_dataset_service>.size)
    table.task = nas_task(
      struct_size: UInt32(MemoryLayout<nas_task>.size), channels: UInt32(data.task.channels),
      height: UInt32(data.task.height),
      width: UInt32(data.task.width), classes: UInt32(data.task.classes), reserved: 0)
    (table.train, table.validation, table.test) = (UInt64(data.train), UInt64(data.validation), UInt64(data.test))
    table.name = owner.span
    lend("nas.svc.dataset/1", table, of: owner)
  }

  /// Lends the space of the study (`nas.svc.space/1`), which stays alive as long as this table.
  package func lendSpace(_ space: ForeignInstance) {
    let table = nas_space_service(
      struct_size: UInt32(MemoryLayout<nas_space_service>.size), flags: 0, ctx: nil, space: space.reference(.space))
    lend("nas.svc.space/1", table, of: space)
  }

  /// Lends what the study file put into a component's slots (`nas.svc.component/1`); an empty dictionary means none.
  package func lendComponents(_ slots: [String: [(role: Role, instance: ForeignInstance)]]) {
    let owner = SlotOwner(slots)
    let table = nas_component_service(
      struct_size: UInt32(MemoryLayout<nas_component_service>.size), flags: 0, ctx: serviceContext(owner),
      count: countSlot, get: getSlot)
    lend("nas.svc.component/1", table, of: owner)
  }
}

private final class RandomOwner {
  let source: RandomSource
  init(_ source: RandomSource) { self.source = source }
}

private let fillStream: @convention(c) (UnsafeMutableRawPointer?, nas_text, UnsafeMutablePointer<nas_random>?) -> Void =
  {
    ctx, name, stream in
    guard let words = serviceOwner(ctx, as: RandomOwner.self)?.source.stream(String(name)).words else { return }
    stream?.pointee = nas_random(a: words.x, b: words.y, c: words.z, d: words.w)
  }

/// A text at a fixed place.
private final class NameOwner {
  private let bytes: UnsafeMutableBufferPointer<CChar>

  init(_ name: String) {
    bytes = .allocate(capacity: name.utf8.count)
    _ = bytes.initialize(from: name.utf8.map { CChar(bitPattern: $0) })
  }

  deinit { bytes.deallocate() }

  var span: nas_text { nas_text(bytes: bytes.baseAddress, length: UInt64(bytes.count)) }
}

private final class SlotOwner {
  let slots: [String: [(role: Role, instance: ForeignInstance)]]
  init(_ slots: [String: [(role: Role, instance: ForeignInstance)]]) { self.slots = slots }
}

private let countSlot: @convention(c) (UnsafeMutableRawPointer?, nas_text) -> UInt64 = { ctx, slot in
  UInt64(serviceOwner(ctx, as: SlotOwner.self)?.slots[String(slot)]?.count ?? 0)
}

private let getSlot:
  @convention(c) (
    UnsafeMutableRawPointer?, nas_text, UInt64, UnsafeMutablePointer<nas_component_ref>?,
    UnsafeMutablePointer<nas_error>?
  ) -> nas_status = { ctx, slot, index, reference, error in
    answering(error) {
      let name = String(slot)
      guard let filled = serviceOwner(ctx, as: SlotOwner.self)?.slots[name], index < filled.count else {
        throw NASError(.missing, "slot '\(name)' has no component number \(index)")
      }
      let entry = filled[Int(index)]
      reference?.pointee = entry.instance.reference(entry.role)
    }
  }
