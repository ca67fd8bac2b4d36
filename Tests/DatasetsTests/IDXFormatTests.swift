import Datasets
import NASPlugin
import Testing

struct IDXFormatTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func describe() throws -> DatasetDescription {
    try scratch.describe("fashion-mnist")
  }

  @Test(arguments: [false, true])
  func readsTheOfficialFiles(compressed: Bool) throws {
    try scratch.write(Synthetic.fashion(), compressed: compressed)
    let description = try describe()
    #expect(description.trainCount == 3 && description.testCount == 2 && description.classes == 10)
    #expect(description.shape == ImageShape(channels: 1, height: 28, width: 28))
    let train = try scratch.images("fashion-mnist", .train)
    #expect(train.count == 3 && train.allLabels == [0, 1, 2])
    #expect(train.image(2) == (0..<784).map { Synthetic.pixel(2, $0) })
    #expect(try scratch.images("fashion-mnist", .test).count == 2)
  }

  @Test func readsMNISTByTheSameNames() throws {
    try scratch.write(Synthetic.fashion())
    let description = try scratch.describe("mnist")
    #expect(description.trainCount == 3 && description.statistics?.mean == [0.1307])
    #expect(try scratch.images("mnist", .train).image(1) == (0..<784).map { Synthetic.pixel(1, $0) })
    try scratch.remove("train-images-idx3-ubyte")
    expectRefusal("train-images-idx3-ubyte", "nas data get mnist", code: .missing) { _ = try scratch.describe("mnist") }
  }

  @Test func prefersThePlainFile() throws {
    try scratch.write(Synthetic.fashion(train: 4), compressed: true)
    try scratch.write(Synthetic.fashion(train: 3))
    #expect(try describe().trainCount == 3)
  }

  @Test func refusesWhatIsNotThere() throws {
    expectRefusal("nowhere", "apt-get install dataset-fashion-mnist", code: .missing) {
      _ = try scratch.describe("fashion-mnist", path: scratch.path + "/nowhere")
    }
    try scratch.write(Synthetic.fashion())
    try scratch.remove("t10k-labels-idx1-ubyte")
    expectRefusal("t10k-labels-idx1-ubyte", code: .missing) { _ = try describe() }
  }

  @Test func refusesLabelsNamedAsImages() throws {
    var files = Synthetic.fashion()
    files["train-images-idx3-ubyte"] = files["train-labels-idx1-ubyte"]
    try scratch.write(files)
    expectRefusal("train-images-idx3-ubyte", "holds labels", "misnamed") { _ = try describe() }
  }

  @Test func refusesABadMagicNumber() throws {
    try scratch.write(Synthetic.fashion())
    try scratch.write(Synthetic.idxImages(3, magic: 0xD03), "train-images-idx3-ubyte")
    expectRefusal("0x00000d03", "0x00000803", "byte 0") { _ = try describe() }
  }

  @Test func refusesWhatDoesNotFitTogether() throws {
    try scratch.write(Synthetic.fashion())
    try scratch.write(Synthetic.idxLabels(4), "train-labels-idx1-ubyte")
    expectRefusal("4 labels", "3 images") { _ = try describe() }
    try scratch.write(Synthetic.idxLabels(3), "train-labels-idx1-ubyte")
    try scratch.write(Synthetic.idxImages(3, side: 27), "train-images-idx3-ubyte")
    expectRefusal("27 x 27", "28 x 28") { _ = try describe() }
    try scratch.write(Synthetic.fashion(train: 2, test: 3))
    expectRefusal("swapped") { _ = try describe() }
  }

  @Test func refusesExtentsThatCannotBe() throws {
    try scratch.write(Synthetic.fashion())
    for count in [0, 0xFFFF_FFFF] {
      let head = [0x803, count, 0xFFFF_FFFF, 0xFFFF_FFFF].flatMap(Synthetic.bigEndian)
      try scratch.write(head, "train-images-idx3-ubyte")
      expectRefusal("extents", "cannot be") { _ = try describe() }
    }
  }

  @Test func refusesALabelOutOfRange() throws {
    var files = Synthetic.fashion()
    files["train-labels-idx1-ubyte"]?[9] = 255
    try scratch.write(files)
    expectRefusal("train-labels-idx1-ubyte", "label 255 at byte 9", "0 to 9") {
      _ = try scratch.images("fashion-mnist", .train)
    }
    #expect(try scratch.cached == [])
  }

  @Test(arguments: ["train-images-idx3-ubyte", "train-labels-idx1-ubyte"])
  func refusesAFileCutAnywhere(name: String) throws {
    let whole = Synthetic.fashion()
    try scratch.write(whole)
    let bytes = try #require(whole[name])
    for length in 0..<bytes.count {
      try scratch.write(Array(bytes.prefix(length)), name)
      #expect(throws: NASError.self, "\(length) bytes") { _ = try describe() }
    }
    try scratch.write(bytes + [0], name)
    expectRefusal("length") { _ = try describe() }
  }

  @Test func refusesAGzipFileCutAnywhere() throws {
    try scratch.write(Synthetic.fashion(), compressed: true)
    let name = "train-images-idx3-ubyte.gz"
    let bytes = try scratch.read(name)
    for length in 0..<bytes.count {
      try scratch.write(Array(bytes.prefix(length)), name)
      #expect(throws: NASError.self, "\(length) bytes") { _ = try scratch.images("fashion-mnist", .train) }
    }
  }

  /// Only the unused bits in the last byte of the deflate data may change without being noticed: they carry nothing.
  @Test func neverGivesWrongImagesFromAChangedGzipFile() throws {
    try scratch.write(Synthetic.fashion(), compressed: true)
    let name = "train-images-idx3-ubyte.gz"
    let bytes = try scratch.read(name)
    var unnoticed = 0
    // The ten bytes before are the head: time stamp and system do not matter.
    for position in 10..<bytes.count {
      var changed = bytes
      changed[position] ^= 0x40
      try scratch.write(changed, name)
      do {
        #expect(try scratch.images("fashion-mnist", .train).image(2) == (0..<784).map { Synthetic.pixel(2, $0) })
        unnoticed += 1
      } catch is NASError {}
    }
    #expect(unnoticed <= 1)
  }

  @Test func refusesGarbageAfterGzipData() throws {
    try scratch.write(Synthetic.fashion(), compressed: true)
    let name = "train-labels-idx1-ubyte.gz"
    let bytes = try scratch.read(name)
    try scratch.write(bytes + Array("garbage".utf8), name)
    expectRefusal(name) { _ = try describe() }
    // With the length repeated at the very end, only reading the file shows it.
    try scratch.write(bytes + Array("garbage".utf8) + bytes.suffix(4), name)
    expectRefusal(name, "after the end of its gzip data") { _ = try scratch.images("fashion-mnist", .train) }
  }

  @Test func refusesAGzipFileThatHoldsMoreThanItsHeadSays() throws {
    try scratch.write(Synthetic.fashion(), compressed: true)
    var file = gzip(Synthetic.idxLabels(3) + [1, 2])
    file.replaceSubrange((file.count - 4)..., with: [11, 0, 0, 0])
    try scratch.write(file, "train-labels-idx1-ubyte.gz")
    expectRefusal("goes on after byte 11") { _ = try scratch.images("fashion-mnist", .train) }
  }

  @Test func refusesNamesThatDoNotTellTheTruth() throws {
    let files = Synthetic.fashion()
    let name = "train-images-idx3-ubyte"
    let bytes = try #require(files[name])
    try scratch.write(files, compressed: true)
    try scratch.write(bytes, name + ".gz")
    expectRefusal("named .gz") { _ = try describe() }
    try scratch.remove(name + ".gz")
    try scratch.write(gzip(bytes), name)
    expectRefusal("holds gzip data", "\(name).gz") { _ = try describe() }
  }
}
