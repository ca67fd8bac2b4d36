import CNASPlugin
import Foundation
import NASPlugin
import Planning
import PluginHosting
import Testing

@Suite(.enabled(if: Compiler.isPresent, Comment(rawValue: Compiler.absence)))
struct PluginLoaderTests {
  @Test func opensAGoodPlugin() throws {
    let plugin = try TestPlugin()
    let loaded = try plugin.load()
    let component = try loaded.component(named: "first", role: .strategy)
    #expect(String(cString: component.pointee.name) == "first")
    #expect(loaded.identity.id == "org.example.c")
    #expect(loaded.identity.isOwn)
    #expect(loaded.identity.path == plugin.library)
  }

  @Test func makesAnInstanceThatAnswers() throws {
    let loaded = try TestPlugin().load()
    let component = try loaded.component(named: "first", role: .strategy)
    var host = nas_host()
    host.struct_size = UInt32(MemoryLayout<nas_host>.size)
    try withUnsafePointer(to: &host) { host in
      let instance = try ForeignInstance(of: component, values: [], seed: 1, host: host, keepingAlive: [])
      var strategy = try ForeignStrategy(instance)
      #expect(try strategy.ask(3).isEmpty)
      #expect(strategy.isCheckpointing)
    }
  }

  @Test func namesTheComponentsThatThereAre() throws {
    let loaded = try TestPlugin().load()
    let wrongName = sentence { _ = try loaded.component(named: "second", role: .strategy) }
    #expect(wrongName.contains("has no strategy 'second'") && wrongName.contains("it has strategy 'first'"))
    #expect(sentence { _ = try loaded.component(named: "first", role: .space) }.contains("has no space 'first'"))
  }

  @Test func opensALibraryOnce() throws {
    let plugin = try TestPlugin("CONSTRUCTOR=\"/dev/null\"")
    let first = try plugin.load()
    let copy = try TestPlugin("CONSTRUCTOR=\"/dev/null\"")
    #expect(try plugin.load().table == first.table)
    try #require(copy.manifest.binary.sha256 == plugin.manifest.binary.sha256)
    #expect(try copy.load().table == first.table)
  }

  @Test func opensWhatItDigestedFromSealedMemory() throws {
    let plugin = try TestPlugin("NAME=\"sealed\"")
    var renamed = plugin
    renamed.manifest.components[0].name = "sealed"
    _ = try renamed.load()
    // By a handle: read in one piece, the list would be cut off at a page.
    let handle = try #require(FileHandle(forReadingAtPath: "/proc/self/maps"))
    let maps = String(decoding: handle.readDataToEndOfFile(), as: UTF8.self)
    let (isSealed, isFile) = (maps.contains("/memfd:libtest.so"), maps.contains(plugin.library))
    #expect(isSealed)
    #expect(!isFile)
  }

  @Test func runsNothingBeforeTheChecksPass() throws {
    let trace = try Scratch()
    let define = "CONSTRUCTOR=\"\(trace.path)/ran\""
    var plugin = try TestPlugin(define)
    let right = plugin.manifest
    plugin.manifest.binary.sha256 = String(right.binary.sha256.reversed())
    #expect(sentence { _ = try plugin.load() }.contains("is not the one"))
    #expect(!trace.contains("ran"))
    plugin.manifest = right
    #expect(sentence { _ = try plugin.load(isOwn: false) }.contains("--allow-unsigned"))
    #expect(!trace.contains("ran"))
    _ = try plugin.load()
    #expect(trace.contains("ran"))
  }

  @Test func demandsConsentForWhatIsNotOfThisBuild() throws {
    let plugin = try TestPlugin()
    let refusal = sentence { _ = try plugin.load(isOwn: false) }
    #expect(refusal.contains("nobody signed it") && refusal.contains("--allow-unsigned"))
    #expect(try plugin.load(isOwn: false, allowUnsigned: true).identity.isOwn == false)
  }

  @Test func refusesAnotherLibraryThanTheDescribedOne() throws {
    let plugin = try TestPlugin()
    _ = try plugin.install()
    var flipped = try plugin.bytes
    flipped[flipped.count / 2] ^= 1
    _ = try plugin.scratch.write(flipped, to: "libtest.so")
    let refusal = sentence { _ = try plugin.load() }
    #expect(refusal.contains("is not the one that its manifest") && refusal.contains("run make build"))
    _ = try plugin.scratch.write(flipped + [0], to: "libtest.so")
    #expect(sentence { _ = try plugin.load() }.contains("is not the one that its manifest"))
  }

  @Test func refusesAFlippedDigest() throws {
    var plugin = try TestPlugin()
    let last = plugin.manifest.binary.sha256.removeLast()
    plugin.manifest.binary.sha256.append(last == "0" ? "1" : "0")
    #expect(sentence { _ = try plugin.load() }.contains("is not the one that its manifest"))
  }

  @Test(arguments: [
    ("abi.major", "made for ABI 2"), ("abi.minMinor", "asks for ABI 1.9"), ("platform", "built for linux-m68k-gnu"),
    ("glibc", "needs glibc 99.1"), ("swift", "Swift runtime 'host:5.1'"), ("entry", "made for ABI 1 (main)"),
  ])
  func refusesAManifestForAnotherHost(_ field: String, _ expected: String) throws {
    var plugin = try TestPlugin()
    switch field {
    case "abi.major": plugin.manifest.abi.major = 2
    case "abi.minMinor": (plugin.manifest.abi.minMinor, plugin.manifest.abi.builtMinor) = (9, 9)
    case "platform": plugin.manifest.binary.platform = "linux-m68k-gnu"
    case "glibc": plugin.manifest.binary.glibcMin = "99.1"
    case "swift": plugin.manifest.binary.swiftRuntime = "host:5.1"
    default: plugin.manifest.entry = "main"
    }
    let refusal = sentence { _ = try plugin.load() }
    #expect(refusal.contains(expected) && refusal.contains(plugin.library))
  }

  @Test func refusesAManifestThatLies() throws {
    let plugin = try TestPlugin()
    func lie(_ change: (inout PluginManifest) -> Void) -> String {
      var liar = plugin
      change(&liar.manifest)
      return sentence { _ = try liar.load() }
    }
    #expect(
      lie { $0.id = "org.example.other" }.contains("names org.example.other 0.1.0, but the library has org.example.c"))
    #expect(lie { $0.version = "9.9.9" }.contains("but the library has org.example.c 0.1.0"))
    #expect(
      lie { $0.components[0].name = "better" }.contains("names strategy 'better', but the library has strategy 'first'")
    )
    #expect(lie { $0.components[0].abilities = [] }.contains("abilities none, but the library has nas.state/1"))
    #expect(lie { $0.components[0].traits = .pure }.contains("traits 2, but the library has 0"))
    #expect(lie { $0.binary.needed.append("libm.so.6") }.contains("libraries libc.so.6, libm.so.6, but"))
    #expect(lie { $0.abi.builtMinor = 1 }.contains("but the library has"))
  }

  @Test func loadsWhatAPlanNames() throws {
    let plugin = try TestPlugin()
    let identity = try plugin.install().identity
    #expect(try PluginLoader().load(identity).identity == identity)
    var older = identity
    older.digest = String(repeating: "0", count: 64)
    #expect(sentence { _ = try PluginLoader().load(older) }.contains("another one than when the study was planned"))
    var gone = identity
    gone.path = "\(plugin.scratch.path)/libgone.so"
    #expect(sentence { _ = try PluginLoader().load(gone) }.contains("libgone.so is missing"))
  }
}
