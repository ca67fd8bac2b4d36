import Datasets
import Foundation
import NASPlugin
import Safetensors
import Testing

struct ArrayFormatTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func open(_ name: String, classes: Int? = nil) throws -> Dataset {
    try scratch.open(DatasetRequest(name: "arrays", path: "\(scratch.path)/\(name)", classes: classes))
  }

  @Test func readsOneFileWithBothParts() throws {
    try scratch.write(
      Arrays.entries([2, 0, 300]).merging(Arrays.entries([1, 2], first: 50, prefix: "test_")) { $1 }, "a.safetensors")
    let data = try open("a.safetensors")
    let description = data.description
    #expect(description.shape == ImageShape(channels: 3, height: 4, width: 5) && description.classes == 301)
    #expect(description.trainCount == 3 && description.testCount == 2)
    let train = try data.images(.train)
    #expect(train.allLabels == [2, 0, 300] && train.image(2) == (0..<60).map { Synthetic.pixel(2, $0) })
    let test = try data.images(.test)
    #expect(test.allLabels == [1, 2] && test.image(1) == (0..<60).map { Synthetic.pixel(51, $0) })
    // Both parts are of one file, and are kept apart.
    #expect(try scratch.cached.count == 2)
  }

  @Test func readsAFolderAndAFileWithoutTestImages() throws {
    try scratch.write(Arrays.entries([0, 1]), "train.safetensors")
    try scratch.write(Arrays.entries([1]), "test.safetensors")
    #expect(try open("").description.testCount == 1)
    let alone = try open("train.safetensors")
    #expect(alone.description.testCount == 0 && alone.description.classes == 2)
    #expect(try alone.images(.test).count == 0)
  }

  @Test func normalisesByItsOwnFigures() throws {
    let bytes = Data((0..<8).map { UInt8($0 < 4 ? 0 : 255) })
    try scratch.write(
      [
        "images": .init(.uint8, shape: [2, 1, 2, 2], bytes: bytes),
        "labels": .init(.int64, shape: [2], bytes: Data(count: 16)),
      ], "a.safetensors")
    let data = try open("a.safetensors")
    let maker = try BatchMaker(
      images: data.images(.train), indices: [0, 1], normalization: data.normalization(), options: BatchOptions(size: 2))
    let buffer = BatchBuffer(for: maker)
    maker.inOrder().fill(0, into: buffer)
    #expect(Array(buffer.images) == [-1, -1, -1, -1, 1, 1, 1, 1])
  }

  @Test func takesMoreClassesThanItsLabelsShow() throws {
    try scratch.write(Arrays.entries([0, 1]), "a.safetensors")
    #expect(try open("a.safetensors", classes: 10).images(.train).classes == 10)
    expectRefusal("'labels'", "label 1 for image 1", "0 to 0") { _ = try open("a.safetensors", classes: 1) }
    expectRefusal("data.classes is 70000") { _ = try open("a.safetensors", classes: 70_000) }
  }

  @Test func refusesLabelsThatCannotBe() throws {
    for label in [-1, 65_536, Int64.min, .max] {
      try scratch.write(Arrays.entries([0, label]), "a.safetensors")
      expectRefusal("tensor 'labels'", "a.safetensors", "label \(label) for image 1", "0 to 65535") {
        _ = try open("a.safetensors")
      }
    }
  }

  @Test func refusesTensorsOfOtherNamesTypesAndShapes() throws {
    let good = Arrays.entries([0, 1])
    let images = try #require(good["images"])
    let floats = SafetensorsFile.Entry(shape: [2, 3, 4, 5], values: [Float](repeating: 0, count: 120))
    let path = "\(scratch.path)/a.safetensors"
    let bytes = SafetensorsFile.Entry(.uint8, shape: [2], bytes: Data([0, 1]))
    let flat = SafetensorsFile.Entry(.uint8, shape: [2, 12, 5], bytes: images.bytes)
    let wrong: [([String: SafetensorsFile.Entry?], String)] = [
      (["images": nil, "image": images], "no tensor 'images', only 'image', 'labels'"),
      (["images": floats], "'images' of \(path) is of type F32, where U8 is expected"),
      (["labels": bytes], "'labels' of \(path) is of type U8, where I64 is expected"),
      (["images": flat], "has the shape [2, 12, 5], where images x channels"),
      (["labels": .init(.int64, shape: [2, 1], bytes: Data(count: 16))], "has the shape [2, 1], where images are"),
      (["labels": .init(.int64, shape: [3], bytes: Data(count: 24))], "has 3 labels for 2 images"),
      (["images": .init(.uint8, shape: [2, 0, 4, 5], bytes: Data())], "has the shape [2, 0, 4, 5]"),
      (Arrays.entries([], prefix: ""), "has the shape [0, 3, 4, 5]"),
      (["test_images": images], "no tensor 'test_labels'"),
      (Arrays.entries([0], [3, 4, 4], prefix: "test_"), "'test_images'"),
    ]
    for (changes, words) in wrong {
      let entries = changes.reduce(into: good) { $0[$1.key] = $1.value }
      try scratch.write(entries, "a.safetensors")
      expectRefusal("a.safetensors", words) { _ = try open("a.safetensors") }
    }
  }

  @Test func refusesWhatIsNotThere() throws {
    expectRefusal("nowhere.safetensors", code: .missing) { _ = try open("nowhere.safetensors") }
    try scratch.write(Arrays.entries([0, 1]), "train.safetensors")
    expectRefusal("test.safetensors is not there", code: .missing) { _ = try open("") }
    try scratch.write([UInt8]("no such file".utf8), "test.safetensors")
    expectRefusal("test.safetensors") { _ = try open("") }
  }

  @Test func neverCrashesOnAFileCutAnywhere() throws {
    try scratch.write(Arrays.entries([0, 1], [1, 2, 2]), "whole.safetensors")
    let bytes = try scratch.read("whole.safetensors")
    for length in 0..<bytes.count {
      try scratch.write(Array(bytes.prefix(length)), "a.safetensors")
      expectRefusal("a.safetensors") { _ = try open("a.safetensors") }
    }
  }

  /// Bytes of pixels may change unnoticed, the head and the labels may not become something that crashes.
  @Test func neverCrashesOnChangedBytes() throws {
    try scratch.write(Arrays.entries([0, 1], [1, 2, 2]), "whole.safetensors")
    let bytes = try scratch.read("whole.safetensors")
    var stream = RandomStream(seed: 4)
    var refused = 0
    for position in 0..<bytes.count {
      var changed = bytes
      changed[position] ^= UInt8(1 << stream.index(below: 8))
      try scratch.write(changed, "a.safetensors")
      do { _ = try open("a.safetensors").images(.train) } catch let error as NASError {
        #expect(error.description.contains("a.safetensors"), "\(error)")
        refused += 1
      }
    }
    #expect(refused > bytes.count / 2)
  }

  @Test func refusesExtentsBeyondTheFile() throws {
    for shape in ["[2,1,1048576,1048576]", "[4294967296,4294967296,2,2]", "[1,3000000,1,1]"] {
      let header =
        #"{"images":{"dtype":"U8","shape":\#(shape),"data_offsets":[0,3000000]},"#
        + #""labels":{"dtype":"I64","shape":[1],"data_offsets":[3000000,3000008]}}"#
      try scratch.write(Arrays.file(header, [UInt8](repeating: 0, count: 3_000_008)), "a.safetensors")
      expectRefusal("a.safetensors", "'images'") { _ = try open("a.safetensors") }
    }
  }
}
