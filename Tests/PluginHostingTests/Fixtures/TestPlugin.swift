import CNASPlugin
import Foundation
import NASPlugin
import PluginHosting

/// A plugin library in a folder of its own, with a manifest that fits it unless a test changes it.
struct TestPlugin {
  let scratch: Scratch
  var manifest: PluginManifest

  var library: String { "\(scratch.path)/libtest.so" }

  /// Compiles a plugin with the defects that the macros switch on.
  init(_ defines: String..., flags: [String] = []) throws {
    scratch = try Scratch()
    let binary = PluginManifest.Binary(platform: HostPlatform.name, path: "libtest.so", sha256: "", size: 0)
    var component = PluginManifest.Component(name: "first", role: .strategy, summary: "Does nothing.")
    component.abilities = ["nas.state/1"]
    manifest = PluginManifest(
      id: "org.example.c", version: "0.1.0", abi: .init(major: 1, minMinor: 0, builtMinor: 0),
      entry: NAS_ENTRY_SYMBOL, binary: binary, components: [component])
    try Compiler.library(PluginSource.text, at: library, defines: defines, flags: flags)
    try measure()
  }

  /// Puts digest, size and needed libraries of the file as it is now into the manifest.
  mutating func measure() throws {
    let file = try LibraryFile(library)
    (manifest.binary.sha256, manifest.binary.size) = (file.sha256, file.bytes.count)
    let image = try? ELFImage(file.bytes, entry: NAS_ENTRY_SYMBOL, path: library)
    manifest.binary.needed = image?.needed ?? manifest.binary.needed
  }

  /// Replaces the library's bytes and measures them.
  mutating func replace(_ bytes: [UInt8]) throws {
    _ = try scratch.write(bytes, to: "libtest.so")
    try measure()
  }

  /// The library's bytes.
  var bytes: [UInt8] { get throws { try LibraryFile(library).bytes } }

  /// Writes the manifest and reads it again, as the finder does.
  func install(isOwn: Bool = true) throws -> InstalledPlugin {
    let path = try scratch.write(try manifest.json(), to: "libtest.plugin.json")
    return try InstalledPlugin(manifestAt: path, ownFolder: isOwn ? scratch.path : nil)
  }

  /// Installs and loads.
  func load(isOwn: Bool = true, allowUnsigned: Bool = false) throws -> LoadedPlugin {
    try PluginLoader(allowUnsigned: allowUnsigned).load(try install(isOwn: isOwn))
  }
}

/// The error that `body` throws, as people read it; empty where it throws none.
func sentence(_ body: () throws -> Void) -> String {
  do {
    try body()
    return ""
  } catch {
    return (error as? NASError)?.description ?? "not a NASError: \(error)"
  }
}
