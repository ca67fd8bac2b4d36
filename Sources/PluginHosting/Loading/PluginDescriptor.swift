import CNASPlugin
import NASPlugin

/// A plugin's table, with every pointer looked at and every text copied.
struct PluginDescriptor {
  let table: UnsafePointer<nas_plugin>
  let id: String
  let version: String
  let abi: PluginManifest.ABI
  let components: [ComponentFace]

  /// One component of the table.
  struct ComponentFace {
    let table: UnsafePointer<nas_component>
    let name: String
    let role: Role
    let traits: ComponentDescriptor.Traits
    let abilities: [String]
  }

  /// Checks a table; throws `.invalid` with the first fault.
  init(_ table: UnsafePointer<nas_plugin>, path: String) throws {
    let check = DescriptorCheck(path: path)
    try check.head(of: table, "its table")
    let plugin = table.pointee
    guard plugin.abi_major == NAS_ABI_MAJOR else {
      throw check.fault("its table is of ABI \(plugin.abi_major), and this host has ABI \(NAS_ABI_MAJOR)")
    }
    guard plugin.abi_least_minor <= NAS_ABI_MINOR else {
      throw check.fault("its table asks for ABI 1.\(plugin.abi_least_minor), and this host has 1.\(NAS_ABI_MINOR)")
    }
    (self.table, id) = (table, try check.text(plugin.id, "its id"))
    version = try check.text(plugin.version, "its version")
    if plugin.build != nil { _ = try check.text(plugin.build, "its build") }
    abi = PluginManifest.ABI(
      major: Int(plugin.abi_major), minMinor: Int(plugin.abi_least_minor),
      builtMinor: Int(Swift.max(plugin.abi_minor, plugin.abi_least_minor)))
    guard let query = plugin.query else { throw check.fault("its table lacks the function 'query'") }
    try check.strangers("the plugin") { query($0) }
    components = try check.components(plugin)
  }

  /// The component of a role and name.
  func component(_ name: String, _ role: Role) -> ComponentFace? {
    components.first { $0.name == name && $0.role == role }
  }
}

/// Looks at one plugin's tables.
private struct DescriptorCheck {
  let path: String

  func fault(_ fault: String) -> NASError {
    NASError(
      .invalid, "the plugin library \(path) is refused: \(fault)", hint: "its author should run nas plugin validate")
  }

  /// Looks at the size that stands first in a table.
  func head<T>(of table: UnsafePointer<T>, _ what: String) throws {
    guard UInt(bitPattern: table) % 8 == 0 else { throw fault("\(what) is not aligned") }
    let size = UnsafeRawPointer(table).load(as: UInt32.self)
    if let wrong = sizeFault(size, atLeast: MemoryLayout<T>.size) { throw fault("\(what) \(wrong)") }
  }

  func text(_ bytes: UnsafePointer<CChar>?, _ what: String) throws -> String {
    guard let text = String(checking: bytes, limit: 256), !text.isEmpty else {
      throw fault("\(what) is no UTF-8 text of 1 to 256 bytes")
    }
    return text
  }

  func strangers(_ what: String, _ query: (UnsafePointer<CChar>) -> UnsafeRawPointer?) throws {
    for id in Interface.strangers where id.withCString(query) != nil {
      throw fault("\(what) answers to the unknown interface '\(id)'")
    }
  }

  func components(_ plugin: nas_plugin) throws -> [PluginDescriptor.ComponentFace] {
    guard 1...256 ~= plugin.component_count, let tables = plugin.components else {
      throw fault("its table has \(plugin.component_count) components, and 1 to 256 are allowed")
    }
    let faces = try (0..<Int(plugin.component_count)).map { index in
      guard let table = tables[index] else { throw fault("its component number \(index) is NULL") }
      return try face(table, index)
    }
    if let twice = Words.firstRepeated(faces.map { "\($0.role) '\($0.name)'" }) {
      throw fault("it has the \(twice) twice")
    }
    return faces
  }

  private func face(_ table: UnsafePointer<nas_component>, _ index: Int) throws -> PluginDescriptor.ComponentFace {
    try head(of: table, "its component number \(index)")
    let component = table.pointee
    let name = try text(component.name, "the name of component number \(index)")
    let interface = try text(component.role, "the role of '\(name)'")
    guard let role = Role(interface: interface) else { throw fault("'\(name)' has the unknown role '\(interface)'") }
    guard component.describe != nil, component.create != nil, component.destroy != nil, let query = component.query
    else {
      throw fault("the \(role) '\(name)' lacks one of the functions describe, create, destroy and query")
    }
    try strangers("the \(role) '\(name)'") { query(table, $0) }
    try requireTable(of: role, name) { query(table, $0) }
    let abilities = try Interface.abilities.filter { try answers($0, "the \(role) '\(name)'") { query(table, $0) } }
    let traits = ComponentDescriptor.Traits(rawValue: component.flags).intersection(TraitWords.known)
    return PluginDescriptor.ComponentFace(
      table: table, name: name, role: role, traits: traits, abilities: abilities.map(\.id))
  }

  private func requireTable(
    of role: Role, _ name: String, _ query: (UnsafePointer<CChar>) -> UnsafeRawPointer?
  ) throws {
    guard try answers(Interface.table(of: role), "the \(role) '\(name)'", query) else {
      throw fault("the \(role) '\(name)' has no table '\(role.interface)'")
    }
  }

  /// Whether there is a table, which then must be whole.
  private func answers(
    _ interface: Interface, _ what: String, _ query: (UnsafePointer<CChar>) -> UnsafeRawPointer?
  ) throws -> Bool {
    guard let table = interface.id.withCString(query) else { return false }
    if let wrong = interface.fault(in: table) { throw fault("\(what): its table '\(interface.id)' \(wrong)") }
    return true
  }
}
