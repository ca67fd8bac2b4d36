import Foundation
import NASPlugin
import Planning
import PluginHosting
import Testing

struct PluginFinderTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  /// Puts a manifest and something in the place of its library into a folder.
  private func install(_ id: String, in folder: String, digest: Character = "0", file: String = "x.plugin.json") throws
  {
    var manifest = try PluginManifest(json: Array(PluginManifestTests.example.utf8), path: "example")
    (manifest.id, manifest.binary.path) = (id, "\(id).so")
    manifest.binary.sha256 = String(repeating: digest, count: 64)
    _ = try scratch.write(try manifest.json(), to: "\(folder)/\(file)")
    _ = try scratch.write("library", to: "\(folder)/\(id).so")
  }

  private func finder() -> PluginFinder { PluginFinder(ownFolder: path("own"), userFolder: path("user")) }

  private func path(_ name: String) -> String { "\(scratch.path)/\(name)" }

  @Test func looksInOrder() throws {
    try install("user", in: "user/org.user/1.0.0", file: "plugin.json")
    try install("own", in: "own")
    try install("environment-a", in: "a")
    try install("environment-b", in: "b")
    try install("explicit", in: "c")
    var finder = finder()
    finder.explicitPaths = [path("c")]
    finder.environmentPaths = "\(path("b")):\(path("a")):"
    let found = finder.find()
    #expect(found.problems == [])
    #expect(found.plugins.map(\.manifest.id) == ["explicit", "environment-b", "environment-a", "own", "user"])
    #expect(found.plugins.map(\.isOwn) == [false, false, false, true, false])
    #expect(found.plugins[0].libraryPath == path("c/explicit.so"))
    #expect(found.plugins[0].manifestPath == path("c/x.plugin.json"))
  }

  @Test func takesAManifestOrALibraryByName() throws {
    try install("one", in: "a")
    for file in ["x.plugin.json", "one.so"] {
      let found = PluginFinder(explicitPaths: [path("a/\(file)")]).find()
      #expect(found.plugins.map(\.manifest.id) == ["one"], "by \(file)")
      #expect(found.problems == [])
    }
  }

  @Test func findsTheManifestOfALibraryThatLiesDeeper() throws {
    try install("deep", in: "a")
    _ = try scratch.write("library", to: "a/lib/platform/deep.so")
    var text = try String(contentsOfFile: path("a/x.plugin.json"), encoding: .utf8)
    text = text.replacingOccurrences(of: "deep.so", with: "lib/platform/deep.so")
    _ = try scratch.write(text, to: "a/x.plugin.json")
    _ = try scratch.write("{", to: "a/lib/broken.plugin.json")
    let found = try InstalledPlugin(library: path("a/lib/platform/deep.so"), isOwn: true)
    #expect((found.manifest.id, found.isOwn) == ("deep", true))
  }

  @Test func saysWhyALibraryHasNoManifest() throws {
    try install("one", in: "a")
    _ = try scratch.write("library", to: "a/other.so")
    let nothing = sentence { _ = try InstalledPlugin(library: path("a/other.so"), isOwn: true) }
    #expect(nothing.contains("no plugin.json describes the plugin library \(path("a/other.so"))"))
    _ = try scratch.write("{", to: "a/x.plugin.json")
    let broken = sentence { _ = try InstalledPlugin(library: path("a/one.so"), isOwn: true) }
    #expect(broken.contains("a/x.plugin.json is no JSON"))
  }

  @Test func knowsItsOwnByWhateverPath() throws {
    try install("own", in: "own")
    try FileManager.default.createSymbolicLink(atPath: path("link"), withDestinationPath: path("own"))
    var finder = PluginFinder(explicitPaths: [path("own/../link")])
    finder.ownFolder = path("link")
    let found = finder.find()
    #expect(found.plugins.map(\.isOwn) == [true])
    #expect(found.plugins.map(\.libraryPath) == [path("own/own.so")])
  }

  @Test func namesWhatIsWrongAndGoesOn() throws {
    try install("good", in: "own", file: "a.plugin.json")
    _ = try scratch.write("{", to: "own/b.plugin.json")
    try install("gone", in: "own", file: "c.plugin.json")
    try FileManager.default.removeItem(atPath: path("own/gone.so"))
    _ = try scratch.write("not a manifest", to: "own/notes.json")
    var finder = finder()
    finder.explicitPaths = [path("nowhere")]
    let found = finder.find()
    #expect(found.plugins.map(\.manifest.id) == ["good"])
    #expect(found.results.count == 4)
    let problems = found.problems.map(\.description)
    #expect(problems.count == 3)
    #expect(problems[0].contains("nowhere cannot be opened"))
    #expect(problems[1].contains("own/b.plugin.json is no JSON"))
    #expect(problems[2].contains("describes gone.so, which is not in its folder"))
    #expect(try found.catalog().find("hill-climb", role: .strategy).plugin.id == "good")
  }

  @Test func doesNotMissFoldersThatNeedNotBe() {
    #expect(finder().find().problems.map(\.code) == [.missing], "the own folder must be there, the user's need not")
    #expect(PluginFinder(userFolder: path("user")).find().results.isEmpty)
  }

  @Test func takesTheFirstOfTwoEqualPlugins() throws {
    try install("twice", in: "a")
    try install("twice", in: "b")
    let found = PluginFinder(explicitPaths: [path("b"), path("a")]).find()
    #expect(found.plugins.map(\.libraryPath) == [path("b/twice.so")])
    #expect(found.problems == [])
  }

  @Test func refusesTwoLibrariesOfOneVersion() throws {
    try install("twice", in: "a", digest: "1")
    try install("twice", in: "b", digest: "2")
    let found = PluginFinder(explicitPaths: [path("a"), path("b")]).find()
    #expect(found.plugins.map(\.libraryPath) == [path("a/twice.so")])
    #expect(found.problems.map(\.message).joined().contains("installed twice with different libraries"))
  }

  @Test func refusesALinkOutOfItsFolder() throws {
    try install("inner", in: "a")
    _ = try scratch.write("library", to: "outer.so")
    try FileManager.default.removeItem(atPath: path("a/inner.so"))
    try FileManager.default.createSymbolicLink(atPath: path("a/inner.so"), withDestinationPath: path("outer.so"))
    let found = PluginFinder(explicitPaths: [path("a")]).find()
    #expect(found.problems.map(\.message).joined().contains("outside of its folder"))
  }

  @Test func refusesAManifestThatOthersCanChange() throws {
    try install("open", in: "a")
    try FileManager.default.setAttributes([.posixPermissions: 0o666], ofItemAtPath: path("a/x.plugin.json"))
    let found = PluginFinder(explicitPaths: [path("a")]).find()
    #expect(found.problems.map(\.message).joined().contains("can be changed by other users"))
  }

  @Test func doesNotWaitForAPipe() throws {
    try install("one", in: "a")
    try FileManager.default.removeItem(atPath: path("a/x.plugin.json"))
    #expect(mkfifo(path("a/x.plugin.json"), 0o600) == 0)
    let found = PluginFinder(explicitPaths: [path("a")]).find()
    #expect(found.problems.map(\.message).joined().contains("is no regular file"))
  }

  @Test func looksAtTheProcessesOwnPlaces() {
    let standard = PluginFinder.standard(explicitPaths: ["/p"])
    #expect(standard.explicitPaths == ["/p"])
    let own = Bundle.main.executableURL?.resolvingSymlinksInPath().deletingLastPathComponent().path
    #expect(standard.ownFolder == own)
  }
}
