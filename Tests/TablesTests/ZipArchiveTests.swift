import NASPlugin
import Tables
import Testing

struct ZipArchiveTests {
  let text = Array(String(repeating: "search ", count: 40).utf8)

  private func sample(comment: String = "") -> [UInt8] {
    var zip = SyntheticZip()
    zip.add("a/stored.txt", [1, 2, 3], deflated: false)
    zip.add("b.txt", text, deflated: true)
    zip.add("empty", [], deflated: false)
    return zip.finished(comment: comment)
  }

  @Test(arguments: ["", "a comment"])
  func readsStoredAndDeflatedEntries(comment: String) throws {
    let archive = try ZipArchive(sample(comment: comment), title: "x.zip")
    #expect(archive.names == ["a/stored.txt", "b.txt", "empty"])
    #expect(try archive.contents(of: "a/stored.txt") == [1, 2, 3])
    #expect(try archive.contents(of: "b.txt") == text)
    #expect(try archive.contents(of: "empty") == [])
    expectRefusal("x.zip", "c.txt", code: .missing) { _ = try archive.contents(of: "c.txt") }
  }

  @Test func refusesAnArchiveCutAnywhere() throws {
    let whole = sample()
    for length in 0..<whole.count {
      expectRefusal("x.zip") { _ = try ZipArchive(Array(whole.prefix(length)), title: "x.zip") }
    }
    expectRefusal("end record") { _ = try ZipArchive(whole + [0], title: "x.zip") }
  }

  /// Changed bytes either do not matter (time stamps, versions) or are noticed; never do they give other contents.
  @Test func neverGivesWrongContents() throws {
    let whole = sample()
    var refused = 0
    for position in whole.indices {
      for flip: UInt8 in [0x01, 0x80] {
        var changed = whole
        changed[position] ^= flip
        do {
          let archive = try ZipArchive(changed, title: "x.zip")
          for (name, contents) in [("a/stored.txt", [1, 2, 3]), ("b.txt", text), ("empty", [])] {
            #expect(try archive.contents(of: name) == contents)
          }
        } catch is NASError { refused += 1 }
      }
    }
    #expect(refused > whole.count)
  }

  @Test func refusesWhatItDoesNotRead() throws {
    func archive(_ build: (inout SyntheticZip) -> Void) throws {
      var zip = SyntheticZip()
      build(&zip)
      _ = try ZipArchive(zip.finished(), title: "x.zip")
    }
    expectRefusal("encrypted") { try archive { $0.add("a", [1], deflated: false, flags: 1) } }
    expectRefusal("method 12") { try archive { $0.add("a", [1], deflated: false, method: 12) } }
    expectRefusal("a occurs twice") {
      try archive {
        $0.add("a", [1], deflated: false)
        $0.add("a", [2], deflated: false)
      }
    }
    expectRefusal("cannot be") { try archive { $0.add("a", text, deflated: true, size: 1 << 31) } }
    expectRefusal("cannot be") { try archive { $0.add("a", [1, 2], deflated: false, size: 3) } }
  }

  @Test(arguments: [279, 281])
  func refusesASizeThatIsNotTheContents(size: Int) throws {
    var zip = SyntheticZip()
    zip.add("b.txt", text, deflated: true, size: size)
    let archive = try ZipArchive(zip.finished(), title: "x.zip")
    expectRefusal("b.txt", "\(size)") { _ = try archive.contents(of: "b.txt") }
  }
}
