import CNASPlugin
import NASPlugin
package import Planning

/// Opens plugins: none of their code runs before everything that can be known without it was checked.
///
/// A library is opened once in a process, and never closed; loading it again checks it again.
package struct PluginLoader: Sendable {
  /// Whether plugins from outside the build's own folder are opened although nobody signed them.
  package var allowUnsigned: Bool

  /// A loader; outside the build's own folder it opens nothing unless `allowUnsigned`.
  package init(allowUnsigned: Bool = false) { self.allowUnsigned = allowUnsigned }

  /// Checks and opens a plugin that was found; throws a sentence for the first check that fails.
  package func load(_ installed: InstalledPlugin) throws -> LoadedPlugin {
    let file = try LibraryFile(installed.libraryPath)
    try checkContract(installed)
    try checkPlatform(installed)
    try checkDigest(of: file, installed)
    try checkSignature(installed)
    try checkImage(of: file, installed)
    let library = try OpenLibrary.open(
      file, digest: installed.manifest.binary.sha256, needed: installed.manifest.binary.needed,
      entry: installed.manifest.entry)
    let descriptor = try library.descriptor(path: file.path)
    try checkPromises(of: descriptor, installed)
    return LoadedPlugin(installed, descriptor)
  }

  /// Opens the plugin that a plan names: the library must be the same file with the same digest.
  package func load(_ planned: PluginIdentity) throws -> LoadedPlugin {
    let installed = try InstalledPlugin(library: planned.path, isOwn: planned.isOwn)
    let found = installed.identity
    guard (found.id, found.version, found.digest) == (planned.id, planned.version, planned.digest) else {
      throw NASError(
        .invalid,
        "the plugin \(planned.id) \(planned.version) (\(planned.path)) is another one than when the study was planned",
        hint: "put the old plugin back, or start a new study")
    }
    return try load(installed)
  }

  private func checkContract(_ installed: InstalledPlugin) throws {
    let abi = installed.manifest.abi
    guard abi.major == Int(NAS_ABI_MAJOR), installed.manifest.entry == NAS_ENTRY_SYMBOL else {
      throw refusal(
        installed,
        "it was made for ABI \(abi.major) (\(installed.manifest.entry)), and this host has ABI \(NAS_ABI_MAJOR)",
        "build it with this version's NASPlugin")
    }
    guard abi.minMinor <= Int(NAS_ABI_MINOR) else {
      throw refusal(
        installed, "it asks for ABI 1.\(abi.minMinor), and this host has ABI 1.\(NAS_ABI_MINOR)",
        "use a newer version of nas, or an older plugin")
    }
  }

  private func checkPlatform(_ installed: InstalledPlugin) throws {
    let binary = installed.manifest.binary
    guard binary.platform == HostPlatform.name else {
      throw refusal(
        installed, "it was built for \(binary.platform), and this machine is \(HostPlatform.name)",
        "get or build it for this machine")
    }
    if let wanted = GlibcVersion(binary.glibcMin), let host = HostPlatform.glibc, host < wanted {
      throw refusal(
        installed, "it needs glibc \(wanted), and this machine has glibc \(host)",
        "build it on the oldest system that it must run on")
    }
    guard ["static", HostPlatform.swiftRuntime].contains(binary.swiftRuntime) else {
      throw refusal(
        installed,
        "it needs the Swift runtime '\(binary.swiftRuntime)', and this host has '\(HostPlatform.swiftRuntime)'",
        "build it with this host's compiler, or with -static-stdlib")
    }
  }

  private func checkDigest(of file: LibraryFile, _ installed: InstalledPlugin) throws {
    let binary = installed.manifest.binary
    guard file.bytes.count == binary.size, file.sha256 == binary.sha256 else {
      throw NASError(
        .invalid, "the library \(file.path) is not the one that its manifest \(installed.manifestPath) describes",
        hint: "run make build, or install the plugin again")
    }
  }

  /// The place of the signature: until there are any, only what this build made itself is trusted.
  private func checkSignature(_ installed: InstalledPlugin) throws {
    guard !installed.isOwn, !allowUnsigned else { return }
    throw refusal(
      installed, "it is not part of this build, and nobody signed it", "pass --allow-unsigned if you trust its author")
  }

  private func checkImage(of file: LibraryFile, _ installed: InstalledPlugin) throws {
    let image = try ELFImage(file.bytes, entry: installed.manifest.entry, path: file.path)
    try ImageCheck(image: image, path: file.path).check(entry: installed.manifest.entry)
    guard Set(image.needed) == Set(installed.manifest.binary.needed) else {
      throw lie(installed, "the libraries \(listed(installed.manifest.binary.needed))", listed(image.needed))
    }
  }

  private func refusal(_ installed: InstalledPlugin, _ reason: String, _ hint: String) -> NASError {
    let (id, version) = (installed.manifest.id, installed.manifest.version)
    return NASError(
      .invalid, "the plugin \(id) \(version) (\(installed.libraryPath)) is refused: \(reason)", hint: hint)
  }
}

extension PluginLoader {
  /// Compares the plugin's own tables with what the manifest says of them.
  private func checkPromises(of descriptor: PluginDescriptor, _ installed: InstalledPlugin) throws {
    let manifest = installed.manifest
    guard descriptor.id == manifest.id, descriptor.version == manifest.version else {
      throw lie(installed, "\(manifest.id) \(manifest.version)", "\(descriptor.id) \(descriptor.version)")
    }
    guard descriptor.abi == manifest.abi else {
      throw lie(installed, "ABI \(manifest.abi)", "\(descriptor.abi)")
    }
    let found = descriptor.components.map { "\($0.role) '\($0.name)'" }
    let promised = manifest.components.map { "\($0.role) '\($0.name)'" }
    guard Set(found) == Set(promised) else { throw lie(installed, listed(promised), listed(found)) }
    for component in manifest.components {
      guard let face = descriptor.component(component.name, component.role) else { continue }
      let what = "the \(component.role) '\(component.name)' with"
      guard Set(face.abilities) == Set(component.abilities) else {
        throw lie(installed, "\(what) the abilities \(listed(component.abilities))", listed(face.abilities))
      }
      guard face.traits == component.traits else {
        throw lie(installed, "\(what) the traits \(component.traits.rawValue)", "\(face.traits.rawValue)")
      }
    }
  }

  private func lie(_ installed: InstalledPlugin, _ promised: String, _ found: String) -> NASError {
    NASError(
      .invalid, "the manifest \(installed.manifestPath) names \(promised), but the library has \(found)",
      hint: "run make build, or install the plugin again")
  }

  private func listed(_ names: [String]) -> String { names.isEmpty ? "none" : names.sorted().joined(separator: ", ") }
}

extension OpenLibrary {
  /// The plugin's table, checked.
  func descriptor(path: String) throws -> PluginDescriptor {
    guard let table else {
      let reason = log.isEmpty ? "it does not say why" : log.joined(separator: " / ")
      throw NASError(
        .invalid, "the plugin library \(path) refuses this host (ABI \(NAS_ABI_MAJOR).\(NAS_ABI_MINOR)): \(reason)",
        hint: "use a version of the plugin that was made for this host")
    }
    return try PluginDescriptor(table, path: path)
  }
}
