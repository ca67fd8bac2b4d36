import Foundation
import NASPlugin
import Planning
import PluginHosting
import Testing

struct PluginManifestTests {
  static let example = """
    {
      "schema": 1, "id": "org.example.hill-climb", "version": "0.1.0-beta.2", "entry": "nas_plugin_entry_v1",
      "abi": { "major": 1, "minMinor": 0, "builtMinor": 2, "future": true },
      "binary": {
        "platform": "linux-x86_64-gnu", "path": "lib/plugin.so", "size": 16000, "glibcMin": "2.34", "swiftRuntime": "static",
        "sha256": "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff", "needed": ["libc.so.6"]
      },
      "components": [
        {
          "name": "hill-climb", "role": "strategy", "summary": "Climbs.", "paper": "A paper", "window": 4,
          "abilities": ["nas.state/1"], "needs": ["nas.space.crossing/1"], "traits": ["pure", "a-later-trait"],
          "options": [
            { "path": "recipe.patience", "type": "integer", "summary": "How long.", "default": 50, "min": 1, "max": 100 },
            { "path": "rate", "type": "real", "summary": "How much.", "default": "inf" },
            { "path": "path", "type": "path", "summary": "Where." },
            { "path": "mode", "type": "text", "summary": "How.", "default": "a", "choices": ["a", "b"] },
            { "path": "names", "type": "map", "summary": "Names.", "default": { "x": "1", "a": "2" } },
            { "path": "quick", "type": "boolean", "summary": "Whether.", "default": false }
          ]
        }
      ],
      "license": "Apache-2.0"
    }
    """

  private func read(_ text: String) throws -> PluginManifest {
    try PluginManifest(json: Array(text.utf8), path: "/p/plugin.json")
  }

  @Test func readsAllFields() throws {
    let manifest = try read(Self.example)
    #expect(manifest.id == "org.example.hill-climb")
    #expect(manifest.abi == .init(major: 1, minMinor: 0, builtMinor: 2))
    #expect(manifest.binary.path == "lib/plugin.so")
    #expect(manifest.binary.needed == ["libc.so.6"])
    let component = try #require(manifest.components.first)
    #expect((component.name, component.role, component.window) == ("hill-climb", .strategy, 4))
    #expect(component.traits == .pure)
    #expect(component.options.map(\.path) == ["recipe.patience", "rate", "path", "mode", "names", "quick"])
    #expect(component.options[0].bounds == 1...100)
    #expect(component.options[1].fallback == .real(.infinity))
    #expect(component.options[2].fallback == nil)
    #expect(component.options[3].choices == ["a", "b"])
    #expect(component.options[4].fallback == .map([.init(key: "a", value: "2"), .init(key: "x", value: "1")]))
  }

  @Test func readsWhatItWrote() throws {
    let manifest = try read(Self.example)
    let text = try manifest.json()
    #expect(try read(text) == manifest)
    #expect(try read(text).json() == text)
    #expect(text.contains(#""path" : "lib/plugin.so""#), "sorted, without escaped slashes")
  }

  @Test func becomesACatalogEntry() throws {
    let identity = PluginIdentity(id: "a", version: "1.0.0", digest: "d", path: "/p", isOwn: true)
    let component = try #require(try read(Self.example).components.first)
    let entry = component.entry(of: identity)
    #expect((entry.name, entry.role, entry.paper) == ("hill-climb", .strategy, "A paper"))
    #expect((entry.abilities, entry.needs, entry.window) == (["nas.state/1"], ["nas.space.crossing/1"], 4))
    #expect((entry.options, entry.traits, entry.plugin) == (component.options, .pure, identity))
  }

  @Test(arguments: [
    (#""schema": 1"#, #""schema": 2"#, "has schema 2, and this version of nas reads schema 1"),
    (#""schema": 1, "#, "", "has no 'schema'"), (#""id": "org.example.hill-climb", "#, "", "has no 'id'"),
    (#""size": 16000"#, #""size": "big""#, "wrong type in 'binary.size'"),
    (#""size": 16000"#, #""size": 0"#, "'binary.size' must be"), ("org.example.hill-climb", "../evil", "'id' must be"),
    ("0.1.0-beta.2", "1.0", "'version' must be three numbers"), ("nas_plugin_entry_v1", "system()", "'entry' must be"),
    (#""builtMinor": 2"#, #""builtMinor": -1"#, "'abi.builtMinor'"), (#""major": 1"#, #""major": 1001"#, "'abi.major'"),
    ("lib/plugin.so", "../plugin.so", "'binary.path' must be a path within"),
    ("lib/plugin.so", "/lib/x.so", "'binary.path'"),
    ("lib/plugin.so", "lib/../../x.so", "'binary.path'"), ("lib/plugin.so", "", "'binary.path'"),
    ("0011", "001G", "'binary.sha256'"),
    (#"2233445566778899aabbccddeeff", "needed"#, #"", "needed"#, "64 hexadecimal digits"),
    ("2.34", "new", "'binary.glibcMin'"), ("linux-x86_64-gnu", "a b", "'binary.platform'"),
    (#""role": "strategy""#, #""role": "magician""#, "wrong in 'components[0].role': 'magician' is none of"),
    (#""name": "hill-climb""#, #""name": "Hill Climb""#, "'components[0].name' must be"),
    (#""summary": "Climbs.""#, #""summary": """#, "'components[0].summary'"),
    (#""window": 4"#, #""window": 0"#, "'components[0].window'"),
    ("nas.state/1", "nas.state", "'components[0].abilities'"), ("nas.space.crossing/1", "", "'components[0].needs'"),
    (#""type": "integer""#, #""type": "number""#, "'components[0].options[0].type': 'number' is none of integer"),
    (#""default": 50"#, #""default": 5000"#, "'components[0].options[0].default' must lie between"),
    (#""default": 50"#, #""default": "x""#, "wrong type in 'components[0].options[0].default'"),
    (#""min": 1, "#, #""min": 101, "#, "'min' and 'max' are no range"),
    (#""min": 1, "#, "", "'min' and 'max' are no range"),
    (#""default": "a""#, #""default": "c""#, "'components[0].options[3].default' must be one of"),
    (#""path": "rate""#, #""path": "Rate""#, "'components[0].options[1].path'"),
    (#""path": "rate""#, #""path": "mode""#, "describe the option 'mode' twice"),
    (#""summary": "How much.""#, #""summary": "How\nmuch.""#, "'components[0].options[1].summary'"),
  ]) func refuses(_ right: String, _ wrong: String, _ expected: String) throws {
    try #require(Self.example.contains(right))
    let refusal = sentence { _ = try read(Self.example.replacingOccurrences(of: right, with: wrong)) }
    #expect(refusal.contains(expected))
    #expect(refusal.contains("/p/plugin.json"))
  }

  @Test func refusesTwoComponentsOfOneName() throws {
    var manifest = try read(Self.example)
    manifest.components += manifest.components
    let text = try manifest.json()
    #expect(sentence { _ = try read(text) }.contains("lists the strategy 'hill-climb' twice"))
    manifest.components = []
    let empty = try manifest.json()
    #expect(sentence { _ = try read(empty) }.contains("'components' must have 1 to 256 members"))
  }

  @Test(arguments: ["", "{", "null", "[]", "{\"schema\": 1}", "{\"schema\": 1e99}", "\u{0}", "{\"schema\": {}}"])
  func refusesWhatIsNoManifest(_ text: String) {
    #expect(sentence { _ = try read(text) }.contains("the manifest /p/plugin.json"))
  }

  @Test func refusesALongText() {
    let text = Self.example + String(repeating: " ", count: PluginManifest.byteLimit)
    #expect(sentence { _ = try read(text) }.contains("is longer than 65536 bytes"))
  }

  @Test func survivesDamage() {
    let whole = Array(Self.example.utf8)
    var random = RandomSource(seed: 3).stream("damage")
    for _ in 0..<500 {
      var bytes = whole
      for _ in 0..<3 { bytes[Int(random.next() % UInt64(bytes.count))] = UInt8(truncatingIfNeeded: random.next()) }
      _ = sentence { _ = try PluginManifest(json: bytes, path: "/p/plugin.json") }
    }
    for length in stride(from: 0, to: whole.count, by: 5) {
      #expect(throws: NASError.self) { try PluginManifest(json: Array(whole[..<length]), path: "/p/plugin.json") }
    }
  }
}
