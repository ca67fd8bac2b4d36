import NASPlugin
import PluginHosting

/// What can be known of a plugin without running it: its manifest, and the pre-flight facts of its library.
struct PluginInspection {
  let plugin: InstalledPlugin
  let image: ELFImage
  let bytes: Int
  let sha256: String

  /// Reads the library; throws where it is no library that could be opened.
  init(_ plugin: InstalledPlugin) throws {
    let file = try LibraryFile(plugin.libraryPath)
    (self.plugin, bytes, sha256) = (plugin, file.bytes.count, file.sha256)
    image = try ELFImage(file.bytes, entry: plugin.manifest.entry, path: file.path)
  }

  private var manifest: PluginManifest { plugin.manifest }

  /// What must hold before the plugin is opened, with whether it does.
  var checks: [Check] {
    let binary = manifest.binary
    return [
      Check("digest", sha256 == binary.sha256, "the library is the one that the manifest describes"),
      Check("platform", isForThisMachine, "built for \(binary.platform)"),
      Check("entry", image.hasEntry, "exports \(manifest.entry)"),
      Check("libraries", Set(image.needed) == Set(binary.needed), "needs the libraries that the manifest names"),
      Check("glibc", isGlibcNewEnough, "needs glibc \(image.glibc.map(\.description) ?? "of any version")"),
      Check(
        "swift", ["static", HostPlatform.swiftRuntime].contains(binary.swiftRuntime),
        "Swift runtime: \(binary.swiftRuntime)"),
    ]
  }

  private var isForThisMachine: Bool {
    manifest.binary.platform == HostPlatform.name && image.machine == HostPlatform.machine
  }

  private var isGlibcNewEnough: Bool {
    guard let wanted = image.glibc, let host = HostPlatform.glibc else { return true }
    return !(host < wanted)
  }

  /// One check and what came of it.
  struct Check: Encodable {
    var name: String
    var passed: Bool
    var what: String

    init(_ name: String, _ passed: Bool, _ what: String) { (self.name, self.passed, self.what) = (name, passed, what) }
  }

  private var abi: String {
    let abi = manifest.abi
    return "\(abi.major).\(abi.builtMinor), works with hosts from \(abi.major).\(abi.minMinor)"
  }

  /// For people.
  var text: String {
    let facts = [
      ("library", plugin.libraryPath), ("manifest", plugin.manifestPath),
      ("size", "\(OptionText.grouped(bytes)) bytes"), ("sha256", sha256),
      ("abi", abi),
      ("trust", plugin.isOwn ? "part of this build" : "unsigned: opened with --allow-unsigned only"),
      ("exports", "\(manifest.entry)\(image.otherExports == 0 ? " only" : " and \(image.otherExports) other symbols")"),
      ("needs", image.needed.joined(separator: ", ")),
      ("runpath", image.runpath.isEmpty ? "none" : image.runpath),
    ]
    let lines = facts.map { "  " + $0.0 + String(repeating: " ", count: 10 - $0.0.count) + $0.1 }
    let marks = checks.map { "  \($0.passed ? "✓" : "✗") \($0.name): \($0.what)" }
    return (["\(manifest.id) \(manifest.version)"] + lines + [""] + marks + ["", components]).joined(separator: "\n")
  }

  private var components: String {
    var table = TextTable(["  component", "role", "options", "summary"], right: [2])
    for component in manifest.components {
      table.add(["  " + component.name, component.role.rawValue, "\(component.options.count)", component.summary])
    }
    return table.text
  }
}

extension PluginInspection: Encodable {
  private enum Key: String, CodingKey { case manifest, library, checks, own }
  private enum LibraryKey: String, CodingKey {
    case path, bytes, sha256, machine, needed, runpath, glibc
    case exportsEntry = "exports_entry"
    case otherExports = "other_exports"
  }

  func encode(to encoder: any Encoder) throws {
    var box = encoder.container(keyedBy: Key.self)
    try box.encode(manifest, forKey: .manifest)
    try box.encode(plugin.isOwn, forKey: .own)
    try box.encode(checks, forKey: .checks)
    var library = box.nestedContainer(keyedBy: LibraryKey.self, forKey: .library)
    try library.encode(plugin.libraryPath, forKey: .path)
    try library.encode(bytes, forKey: .bytes)
    try library.encode(sha256, forKey: .sha256)
    try library.encode(image.machine, forKey: .machine)
    try library.encode(image.needed, forKey: .needed)
    try library.encode(image.runpath, forKey: .runpath)
    try library.encode(image.glibc?.description, forKey: .glibc)
    try library.encode(image.hasEntry, forKey: .exportsEntry)
    try library.encode(image.otherExports, forKey: .otherExports)
  }
}
