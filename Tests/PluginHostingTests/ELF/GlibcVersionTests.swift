import PluginHosting
import Testing

struct GlibcVersionTests {
  @Test func ordersByNumbers() throws {
    let texts = ["2.2.5", "2.4", "2.17", "2.34", "2.36", "3", "10.0"]
    let versions = try texts.map { try #require(GlibcVersion($0)) }
    #expect(versions.reversed().sorted() == versions)
    #expect(versions.map(\.description) == texts)
  }

  @Test(arguments: ["", "x", "2.", ".2", "2.x", "2..3", "-1.2", "1.2.3.4.5", "99999999999.1", "2.34 "])
  func refusesOtherTexts(_ text: String) {
    #expect(GlibcVersion(text) == nil)
  }

  @Test func knowsTheHost() throws {
    let host = try #require(HostPlatform.glibc)
    let old = try #require(GlibcVersion("2.17"))
    #expect(host > old)
  }
}
