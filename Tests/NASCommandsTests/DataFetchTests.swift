import Datasets
import Foundation
import NASCommands
import NASPlugin
import Testing

/// Fetching by the real address needs a network; here files stand for the web site, as paths and as addresses.
struct DataFetchTests {
  private let folder: URL
  private var cache: String { folder.path + "/cache" }
  private var site: String { folder.path + "/site" }

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("nas-fetch-\(UUID().uuidString)")
    try FileManager.default.createDirectory(atPath: folder.path + "/site", withIntermediateDirectories: true)
  }

  private static let names = ["train-images-idx3", "train-labels-idx1", "t10k-images-idx3", "t10k-labels-idx1"].map {
    $0 + "-ubyte"
  }

  /// Two black images a part, with their true checksums.
  private static let sums = [
    "c68c04285e046ffe9fbe29eba6f3af01", "97f601d35890aa7c9aeed2fdb9d3613b", "c68c04285e046ffe9fbe29eba6f3af01",
    "97f601d35890aa7c9aeed2fdb9d3613b",
  ]

  private var official: OfficialData {
    OfficialData(
      name: "mnist", address: "file://" + site,
      files: zip(Self.names, Self.sums).map { OfficialData.File(name: $0, md5: $1) }, isArchive: false)
  }

  private func publish() throws {
    let images = Data([0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 28, 0, 0, 0, 28]) + Data(count: 2 * 784)
    let labels = Data([0, 0, 8, 1, 0, 0, 0, 2, 7, 3])
    for name in Self.names {
      try (name.contains("images") ? images : labels).write(to: URL(fileURLWithPath: "\(site)/\(name)"))
    }
  }

  private func isUsable() throws {
    let data = try DatasetCatalog(cache: cache).open(DatasetRequest(name: "mnist"))
    #expect(try data.images(.train).allLabels == [7, 3] && data.description.testCount == 2)
    let left = try FileManager.default.contentsOfDirectory(atPath: cache + "/data")
    #expect(left == ["mnist"], "\(left)")
  }

  private func refusal(_ from: String?, _ words: String..., location: SourceLocation = #_sourceLocation) {
    let error = #expect(throws: NASError.self, sourceLocation: location) {
      try DataFetch(official, from: from, cache: cache).run()
    }
    for word in words {
      #expect(error?.description.contains(word) == true, "\(error?.description ?? "")", sourceLocation: location)
    }
    #expect(!FileManager.default.fileExists(atPath: cache + "/data/mnist"), sourceLocation: location)
  }

  @Test func bringsFilesOfAFolder() throws {
    try publish()
    #expect(try DataFetch(official, from: site, cache: cache).run() == cache + "/data/mnist")
    try isUsable()
  }

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/curl"), "there is no curl"))
  func bringsFilesOfAnAddress() throws {
    try publish()
    _ = try DataFetch(official, from: nil, cache: cache).run()
    try isUsable()
    // What is there but damaged is replaced.
    try Data().write(to: URL(fileURLWithPath: cache + "/data/mnist/" + Self.names[0]))
    _ = try DataFetch(official, from: "file://\(site)/", cache: cache).run()
    try isUsable()
  }

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/curl"), "there is no curl"))
  func goesOnWhereItWasInterrupted() throws {
    try publish()
    let waiting = cache + "/data/mnist.fetching"
    try FileManager.default.createDirectory(atPath: waiting, withIntermediateDirectories: true)
    // One file is whole, one is half there, and one has a beginning that is not its own.
    for (name, file, count) in [(Self.names[0], Self.names[0], 1584), (Self.names[1] + ".partial", Self.names[1], 5)] {
      let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(site)/\(file)"))
      try bytes.prefix(count).write(to: URL(fileURLWithPath: "\(waiting)/\(name)"))
    }
    try FileManager.default.removeItem(atPath: "\(site)/\(Self.names[0])")
    try Data([9, 9, 9]).write(to: URL(fileURLWithPath: "\(waiting)/\(Self.names[2]).partial"))
    refusal(nil, Self.names[2], "its MD5 is", Self.sums[2])
    // The wrong piece is gone, so the next try begins anew.
    #expect(!FileManager.default.fileExists(atPath: "\(waiting)/\(Self.names[2]).partial"))
    _ = try DataFetch(official, from: nil, cache: cache).run()
    try isUsable()
  }

  @Test func refusesAWrongChecksumWithBothSums() throws {
    try publish()
    try Data("other".utf8).write(to: URL(fileURLWithPath: "\(site)/\(Self.names[3])"))
    refusal(site, Self.names[3], "its MD5 is 795f3202b17cb6bc3d4b771d8c6c9eaf", "\(Self.sums[3]) is published")
    #expect(FileManager.default.fileExists(atPath: "\(site)/\(Self.names[3])"), "a file of the user's own is kept")
  }

  @Test func refusesWhatIsNotThere() throws {
    defer { #expect((try? FileManager.default.contentsOfDirectory(atPath: cache + "/data")) == []) }
    refusal(site, "site/train-images-idx3-ubyte' is not there", "--from")
    refusal(site + "/nowhere", "nowhere' is not there")
    try publish()
    refusal("\(site)/\(Self.names[0])", "is one file, where mnist has 4", "their folder")
  }

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/curl"), "there is no curl"))
  func saysWhyAnAddressGivesNothing() throws {
    refusal("file://" + site, "curl cannot fetch file://\(site)/train-images-idx3-ubyte", "--from")
  }

  @Test func unpacksAnArchive() throws {
    let inner = site + "/cifar-100-binary"
    try FileManager.default.createDirectory(atPath: inner, withIntermediateDirectories: true)
    for (name, count) in [("train.bin", 2), ("test.bin", 1)] {
      try Data(count: 3074 * count).write(to: URL(fileURLWithPath: "\(inner)/\(name)"))
    }
    let tar = Process()
    tar.executableURL = URL(fileURLWithPath: "/bin/tar")
    tar.arguments = ["-czf", site + "/a.tar.gz", "-C", site, "cifar-100-binary"]
    try tar.run()
    tar.waitUntilExit()
    let wrong = OfficialData(
      name: "cifar100", address: "", files: [OfficialData.File(name: "a.tar.gz", md5: "0")], isArchive: true)
    let error = #expect(throws: NASError.self) { try DataFetch(wrong, from: site, cache: cache).run() }
    // An archive has a time in it, so its checksum is only known now; the refusal tells it.
    let words = try #require(error?.message.split(separator: " "))
    let sum = try #require(words.first { $0.hasSuffix(",") && $0.count == 33 }).dropLast()
    let official = OfficialData(
      name: "cifar100", address: "", files: [OfficialData.File(name: "a.tar.gz", md5: String(sum))], isArchive: true)
    _ = try DataFetch(official, from: site + "/a.tar.gz", cache: cache).run()
    #expect(try DatasetCatalog(cache: cache).open(DatasetRequest(name: "cifar100")).description.trainCount == 2)
  }
}
