import CNASPlugin
import Foundation
import NASPlugin
import PluginHosting
import Testing

/// The plugins that this build made, as they stand beside the tests.
@Suite(.enabled(if: !BuiltPlugins.libraries.isEmpty, "this build made no plugin libraries"))
struct SwiftPluginTests {
  @Test(arguments: BuiltPlugins.libraries) func describesItselfAndLoads(_ library: String) throws {
    let scratch = try Scratch()
    let copy = try scratch.write(try LibraryFile(library).bytes, to: "libcopy.so")
    let manifest = try PluginDescriber.manifest(ofLibrary: copy)
    #expect(manifest.binary.swiftRuntime == HostPlatform.swiftRuntime)
    let path = try scratch.write(try manifest.json(), to: "plugin.json")
    let loaded = try PluginLoader().load(try InstalledPlugin(manifestAt: path, ownFolder: scratch.path))
    for component in manifest.components {
      let table = try loaded.component(named: component.name, role: component.role)
      #expect(table.pointee.flags == component.traits.rawValue)
    }
  }
}
