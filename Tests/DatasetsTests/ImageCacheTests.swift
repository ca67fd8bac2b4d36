import Datasets
import Foundation
import NASPlugin
import Testing

struct ImageCacheTests {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try scratch.write(Synthetic.fashion())
  }

  private func train() throws -> ImageSet { try scratch.images("fashion-mnist", .train) }

  private func inode(_ name: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: "\(scratch.cache)/\(name)")[.systemFileNumber] as? Int
  }

  @Test func decodesOnceAndKeepsNoLeftovers() throws {
    let first = try train()
    let name = try #require(try scratch.cached.first)
    let inode = try inode(name)
    #expect(try train().image(1) == first.image(1))
    #expect(try scratch.cached == [name])
    #expect(try self.inode(name) == inode)
    #expect(try !FileManager.default.contentsOfDirectory(atPath: scratch.cache).contains { $0.hasSuffix(".partial") })
  }

  @Test func decodesAgainWhenASourceChanges() throws {
    _ = try train()
    var files = Synthetic.fashion()
    files["train-images-idx3-ubyte"]?[16] = 99
    try scratch.write(files)
    #expect(try train().image(0)[0] == 99)
    #expect(try scratch.cached.count == 2)
  }

  @Test func rebuildsWhatIsDamaged() throws {
    // Copied out: a mapping does not survive that its file is cut in place.
    let (labels, image) = try {
      let whole = try train()
      return (whole.allLabels, whole.image(2))
    }()
    let name = try #require(try scratch.cached.first)
    let bytes = try scratch.read("cache/\(name)")
    // Cut, longer, another magic number, another count, a label and a deviation that cannot be; and each time an
    // interrupted writer's leftover.
    let deviation = bytes.count - 2 * 3 - 8
    let damages: [[UInt8]] = [
      [], Array(bytes.dropLast()), bytes + [0], [0] + bytes.dropFirst(),
      Array(bytes[..<16]) + [9] + bytes[17...], bytes.dropLast() + [200],
      Array(bytes[..<deviation]) + [UInt8](repeating: 0, count: 8) + bytes[(deviation + 8)...],
    ]
    for damage in damages {
      try scratch.write(damage, "cache/\(name)")
      try scratch.write([1, 2, 3], "cache/\(name).partial")
      let again = try train()
      #expect(again.allLabels == labels && again.image(2) == image)
      #expect(try scratch.read("cache/\(name)") == bytes)
    }
  }

  @Test func keepsTheStatisticsOfTheImages() throws {
    let images = try train()
    let values = (0..<3).flatMap { image in (0..<784).map { Double(Synthetic.pixel(image, $0)) / 255 } }
    let mean = values.reduce(0, +) / Double(values.count)
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
    #expect(abs(images.statistics.mean[0] - mean) < 1e-12)
    #expect(abs(images.statistics.standardDeviation[0] - variance.squareRoot()) < 1e-12)
  }

  @Test func aMappedSetOutlivesTheReplacementOfItsFile() throws {
    let images = try train()
    let name = try #require(try scratch.cached.first)
    try scratch.remove("cache/\(name)")
    _ = try train()
    #expect(images.image(2) == (0..<784).map { Synthetic.pixel(2, $0) })
  }

  @Test func manyAtOnceGetTheSame() async throws {
    let (path, cache) = (scratch.path, scratch.cache)
    let all = try await withThrowingTaskGroup(of: [UInt8].self) { group in
      for _ in 0..<16 {
        group.addTask {
          let images = try DatasetCatalog(cache: cache).open(DatasetRequest(name: "fashion-mnist", path: path)).images(
            .train)
          return (0..<images.count).flatMap { images.image($0) }
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(all.count == 16 && Set(all).count == 1)
    #expect(try scratch.cached.count == 1)
  }

  @Test func saysWhenTheCacheCannotBeWritten() throws {
    try scratch.write([0], "file")
    expectRefusal("file/cache", "NAS_CACHE", code: .missing) {
      _ = try DatasetCatalog(cache: scratch.path + "/file/cache")
        .open(DatasetRequest(name: "fashion-mnist", path: scratch.path)).images(.train)
    }
  }
}
