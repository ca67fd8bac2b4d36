import CNASPlugin
import NASPlugin

/// What a component says of its options, asked through its C table.
func describedOptions(of component: UnsafePointer<nas_component>) throws -> [OptionDescription] {
  var found: [OptionDescription] = []
  try withUnsafeMutablePointer(to: &found) { slot in
    var sink = nas_description()
    sink.struct_size = UInt32(MemoryLayout<nas_description>.size)
    sink.ctx = UnsafeMutableRawPointer(slot)
    sink.option = { slot, option in
      guard let option = option?.pointee, let description = try? OptionDescription(option) else { return }
      slot?.assumingMemoryBound(to: [OptionDescription].self).pointee.append(description)
    }
    try checked { component.pointee.describe(component, &sink, $0) }
  }
  return found
}
