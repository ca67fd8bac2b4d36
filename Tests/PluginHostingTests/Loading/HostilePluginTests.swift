import CNASPlugin
import Foundation
import NASPlugin
import PluginHosting
import Testing

/// Plugins whose manifests are right, and whose tables are not.
@Suite(.enabled(if: Compiler.isPresent, Comment(rawValue: Compiler.absence)))
struct HostilePluginTests {
  @Test(arguments: [
    ("MAJOR=2", "of ABI 2"), ("LEAST_MINOR=3", "asks for ABI 1.3"),
    ("REFUSES=\"too old for me\"", "refuses this host (ABI 1.0): too old for me"),
    ("PLUGIN_SIZE=8", "its table claims to have 8 bytes"), ("PLUGIN_SIZE=65544", "at most 65536"),
    ("PLUGIN_SIZE=67", "no multiple of 8"), ("COMPONENT_SIZE=16", "component number 0 claims to have 16 bytes"),
    ("TABLE_SIZE=16", "its table 'nas.strategy/1' claims to have 16 bytes"),
    ("COUNT=257", "has 257 components"), ("COUNT=0xFFFFFFFFFFFFFFFFull", "has 18446744073709551615 components"),
    ("COUNT=0", "has 0 components"), ("COUNT=2", "has the strategy 'first' twice"),
    ("NULL_COMPONENT", "component number 0 is NULL"), ("CREATE=NULL", "lacks one of the functions describe, create"),
    ("ASK=NULL", "'nas.strategy/1' lacks its function number 1"), ("TELL=NULL", "lacks its function number 2"),
    ("NO_PLUGIN_QUERY", "lacks the function 'query'"), ("ROLE=\"nas.magic/1\"", "unknown role 'nas.magic/1'"),
    ("ROLE=\"nas.space/1\"", "the space 'first' has no table 'nas.space/1'"), ("ROLE=NULL", "the role of 'first'"),
    ("NAME=\"\\xff\\xfe\"", "the name of component number 0 is no UTF-8 text"), ("NAME=\"\"", "is no UTF-8 text"),
    ("NAME=NULL", "is no UTF-8 text"), ("ID=NULL", "its id is no UTF-8 text"),
    ("VERSION=\"\\x80\"", "its version is no"),
    ("ID=\"org.example.thief\"", "but the library has org.example.thief"),
    ("ANSWERS_ALL", "answers to the unknown interface 'nope/1'"),
    ("ANSWERS_PREFIX", "answers to the unknown interface 'nas.strategy/1x'"),
    ("PLUGIN_ANSWERS_ALL", "the plugin answers to the unknown interface"),
    ("ANSWERS_NOTHING", "has no table 'nas.strategy/1'"),
    ("ENTRY=other", "does not export the function nas_plugin_entry_v1"),
  ])
  func isRefused(_ define: String, _ expected: String) throws {
    let plugin = try TestPlugin(define)
    let refusal = sentence { _ = try plugin.load() }
    #expect(refusal.contains(expected))
    #expect(refusal.contains(plugin.scratch.path), "the sentence names the file")
  }

  @Test func isRefusedWithATextThatDoesNotEnd() throws {
    let name = String(repeating: "x", count: 300)
    #expect(sentence { _ = try TestPlugin("NAME=\"\(name)\"").load() }.contains("1 to 256 bytes"))
  }

  @Test func isRefusedForAnotherMachine() throws {
    var plugin = try TestPlugin()
    var bytes = try plugin.bytes
    (bytes[18], bytes[19]) = (243, 0)
    try plugin.replace(bytes)
    #expect(sentence { _ = try plugin.load() }.contains("it was built for riscv, and this machine is"))
  }

  @Test func isRefusedWhereverItIsCutOff() throws {
    var plugin = try TestPlugin("NAME=\"cut\"")
    let whole = try plugin.bytes
    for length in stride(from: 64, to: whole.count, by: 64) {
      try plugin.replace(Array(whole[..<length]))
      #expect(sentence { _ = try plugin.load() }.contains("cannot be opened as a plugin"), "cut off at \(length)")
    }
  }

  @Test func isRefusedForAnUnknownLibrary() throws {
    let scratch = try Scratch()
    try Compiler.library("int stranger(void) { return 1; }", at: "\(scratch.path)/libstranger.so")
    let flags = ["-Wl,--no-as-needed", "-L\(scratch.path)", "-lstranger", "-Wl,-rpath,\(scratch.path)"]
    let refusal = sentence { _ = try TestPlugin(flags: flags).load() }
    #expect(refusal.contains("it needs the library libstranger.so"))
  }

  @Test(arguments: ["--auxiliary", "--filter"]) func isRefusedForALibraryThatStandsIn(_ how: String) throws {
    let plugin = try TestPlugin(flags: ["-Wl,\(how),libstranger.so"])
    #expect(sentence { _ = try plugin.load() }.contains("it needs the library libstranger.so"))
  }

  @Test(arguments: ["/tmp/libswiftCore.so", "libswift/../stranger.so", "ld-linux/../stranger.so"])
  func isRefusedForAPathInThePlaceOfALibrary(_ name: String) throws {
    let scratch = try Scratch()
    let library = "\(scratch.path)/libstranger.so"
    try Compiler.library("int stranger(void) { return 1; }", at: library, flags: ["-Wl,-soname,\(name)"])
    let plugin = try TestPlugin(flags: ["-Wl,--no-as-needed", library])
    #expect(sentence { _ = try plugin.load() }.contains("it needs the library \(name)"))
  }

  @Test func isNotServedByItsOwnSearchPath() throws {
    let scratch = try Scratch()
    let trap = """
      #include <stdio.h>
      __attribute__((constructor)) static void run(void) { fclose(fopen("\(scratch.path)/ran", "w")); }
      """
    try Compiler.library(trap, at: "\(scratch.path)/librt.so.1", flags: ["-Wl,-soname,librt.so.1"])
    let flags = ["-Wl,--no-as-needed", "\(scratch.path)/librt.so.1", "-Wl,-rpath,\(scratch.path)"]
    let plugin = try TestPlugin(flags: flags)
    try #require(plugin.manifest.binary.needed.contains("librt.so.1"))
    _ = try plugin.load()
    #expect(!scratch.contains("ran"))
  }

  @Test func isRefusedForANewerGlibc() throws {
    var plugin = try TestPlugin("CONSTRUCTOR=\"/dev/null\"")
    let text = String(decoding: try plugin.bytes, as: Unicode.ASCII.self)
    try #require(text.contains("GLIBC_2.2.5"))
    var bytes = try plugin.bytes
    let old = Array("GLIBC_2.2.5".utf8)
    for start in 0..<bytes.count - old.count where bytes[start..<start + old.count].elementsEqual(old) {
      bytes.replaceSubrange(start..<start + old.count, with: "GLIBC_9.2.5".utf8)
    }
    try plugin.replace(bytes)
    #expect(sentence { _ = try plugin.load() }.contains("it needs GLIBC_9.2.5 (libc.so.6), and this machine has glibc"))
  }

  @Test(arguments: [0o757, 0o775]) func isRefusedWhereOthersCanChangeIt(_ mode: Int) throws {
    let plugin = try TestPlugin()
    let installed = try plugin.install()
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: plugin.library)
    let refusal = sentence { _ = try PluginLoader().load(installed) }
    #expect(refusal.contains("can be changed by other users") && refusal.contains("chmod go-w"))
  }

  @Test func isRefusedWithAnUndefinedFunction() throws {
    #expect(sentence { _ = try TestPlugin("UNDEFINED").load() }.contains("undefined symbol: nobody_has_this"))
  }
}
