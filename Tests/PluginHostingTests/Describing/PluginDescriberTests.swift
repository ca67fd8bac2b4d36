import Foundation
import NASPlugin
import PluginHosting
import Testing

@Suite(.enabled(if: Compiler.isPresent, Comment(rawValue: Compiler.absence)))
struct PluginDescriberTests {
  @Test func writesAManifestThatLoads() throws {
    let plugin = try TestPlugin("FLAGS=(NAS_PURE|NAS_THREAD_SAFE|1024)", "VERSION=\"0.2.0\"")
    let manifest = try PluginDescriber.manifest(ofLibrary: plugin.library)
    #expect((manifest.id, manifest.version) == ("org.example.c", "0.2.0"))
    #expect(manifest.binary.path == "libtest.so")
    #expect(manifest.binary.sha256 == plugin.manifest.binary.sha256)
    #expect(manifest.binary.needed == ["libc.so.6"])
    #expect(manifest.binary.swiftRuntime == "static")
    let component = try #require(manifest.components.first)
    #expect((component.name, component.role, component.window) == ("first", .strategy, 7))
    #expect(component.abilities == ["nas.state/1"])
    #expect(component.needs == ["nas.space.crossing/1", "nas.space.enumerable/1"])
    #expect(component.traits == [.pure, .threadSafe])
    #expect(component.options.map(\.path) == ["size"])
    #expect(component.options.first?.fallback == .integer(5))
    #expect(component.options.first?.bounds == 1...9)
    var described = plugin
    described.manifest = manifest
    #expect(try described.load().manifest == manifest)
  }

  @Test func writesTheSameBytesAgain() throws {
    let plugin = try TestPlugin()
    let first = try PluginDescriber.manifest(ofLibrary: plugin.library).json()
    #expect(try PluginDescriber.manifest(ofLibrary: plugin.library).json() == first)
    #expect(first.hasPrefix("{\n  \"abi\" : {"))
  }

  @Test(arguments: [
    ("DESCRIBE_FAILS", "nothing to say"), ("OPTION_KIND=99", "unknown type 99"), ("OPTION_KIND=0", "unknown type 0"),
    ("OPTION_LENGTH=0xFFFFFFFFFFFFFFFFull", "an option that is no UTF-8 text"),
    ("OPTION_SUMMARY=\"\\xc3\"", "no UTF-8 text"),
    ("ENTRY=other", "does not export"), ("ANSWERS_ALL", "unknown interface"),
    ("REFUSES=\"never\"", "refuses this host"),
    ("NAME=\"Not A Name\"", "'components[0].name' must be"), ("VERSION=\"one\"", "'version' must be three numbers"),
  ]) func refuses(_ define: String, _ expected: String) throws {
    let plugin = try TestPlugin(define)
    #expect(sentence { _ = try PluginDescriber.manifest(ofLibrary: plugin.library) }.contains(expected))
  }

  @Test func namesALibraryThatIsMissing() {
    let refusal = sentence { _ = try PluginDescriber.manifest(ofLibrary: "/nowhere/lib.so") }
    #expect(refusal == "/nowhere/lib.so cannot be opened: No such file or directory")
  }
}
