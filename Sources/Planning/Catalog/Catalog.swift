package import NASPlugin

/// All installed components, by role and name.
package struct Catalog: Sendable {
  package private(set) var entries: [ComponentEntry]

  /// A catalog; two components of one role, plugin, name and version are an error of the installation.
  package init(_ entries: [ComponentEntry]) throws {
    self.entries = entries.sorted {
      ($0.role.rawValue, $0.name, $0.plugin.version) < ($1.role.rawValue, $1.name, $1.plugin.version)
    }
    for (entry, next) in zip(self.entries, self.entries.dropFirst())
    where entry.role == next.role && entry.name == next.name && entry.plugin.id == next.plugin.id
      && entry.plugin.version == next.plugin.version
    {
      throw NASError(
        .invalid, "\(entry.role) '\(entry.name)' is installed twice: \(entry.plugin.path) and \(next.plugin.path)",
        hint: "remove one of the two files")
    }
  }

  /// The component that `use:` names: `name`, or `plugin-id/name@version` where the name alone is not unique.
  package func find(_ use: String, role: Role) throws -> ComponentEntry {
    let reference = ComponentReference(use)
    let named = entries.filter { $0.role == role && reference.matches($0) }
    if named.count == 1 { return named[0] }
    guard named.isEmpty else {
      let full = named.map { "\($0.plugin.id)/\($0.name)@\($0.plugin.version)" }.joined(separator: ", ")
      throw NASError(.invalid, "\(role) '\(use)' is not unique", hint: "write one of \(full)")
    }
    throw NASError(.missing, "no \(role) is named '\(use)'", hint: suggestion(for: reference.name, role))
  }

  private func suggestion(for name: String, _ role: Role) -> String {
    let known = entries.filter { $0.role == role }.map(\.name)
    let others = entries.filter { $0.name == name }.map { "'\(name)' is a \($0.role)" }
    if let other = others.first { return "\(other); known \(role) components: \(listed(known))" }
    if let nearest = Spelling.nearest(to: name, among: known) { return "did you mean '\(nearest)'?" }
    return "known: \(listed(known))"
  }

  private func listed(_ names: [String]) -> String { names.isEmpty ? "none" : names.joined(separator: ", ") }
}

/// What stands behind `use:`, taken apart.
struct ComponentReference {
  var plugin: String?
  var name: String
  var version: String?

  init(_ text: String) {
    let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
    version = parts.count == 2 ? String(parts[1]) : nil
    let path = parts[0].split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    plugin = path.count == 2 ? String(path[0]) : nil
    name = String(path.last ?? "")
  }

  func matches(_ entry: ComponentEntry) -> Bool {
    name == entry.name && (plugin ?? entry.plugin.id) == entry.plugin.id
      && (version ?? entry.plugin.version) == entry.plugin.version
  }
}
