import NASPlugin
import Planning
import Testing

@Suite("The catalogue")
struct CatalogTests {
  private func entry(_ name: String, plugin: String, version: String = "1.0.0") -> ComponentEntry {
    let identity = PluginIdentity(
      id: plugin, version: version, digest: "", path: "/\(plugin)-\(version).so", isOwn: true)
    return ComponentEntry(name: name, role: .strategy, summary: "", plugin: identity)
  }

  @Test("one component installed twice is an error that names both files")
  func twice() {
    let error = #expect(throws: NASError.self) { try Catalog([entry("a", plugin: "x"), entry("a", plugin: "x")]) }
    #expect(error?.message.contains("installed twice") == true)
  }

  @Test("a name that several plugins have must be written in full")
  func ambiguous() throws {
    let catalog = try Catalog([
      entry("a", plugin: "x"), entry("a", plugin: "y"), entry("a", plugin: "y", version: "2.0.0"),
    ])
    let error = #expect(throws: NASError.self) { try catalog.find("a", role: .strategy) }
    #expect(error?.hint?.contains("y/a@2.0.0") == true)
    #expect(try catalog.find("x/a", role: .strategy).plugin.id == "x")
    #expect(try catalog.find("y/a@2.0.0", role: .strategy).plugin.version == "2.0.0")
  }

  @Test("spelling", arguments: [("evoluton", "evolution"), ("radnom", "random"), ("tabel", "table")])
  func spelling(wrong: String, right: String) {
    #expect(Spelling.nearest(to: wrong, among: ["evolution", "random", "table"]) == right)
  }

  @Test("what is too far away is not suggested")
  func far() { #expect(Spelling.nearest(to: "zzzzzz", among: ["evolution", "random"]) == nil) }
}
