import Datasets
import Foundation
import NASPlugin
import Testing

struct ImageFolderFormatTests {
  let scratch: Scratch

  /// Two classes, three pictures to train on and two to test.
  init() throws {
    scratch = try Scratch()
    let picture = Pictures.png(8, 8, Pictures.pixels(8, 8))
    for name in ["train/cat/b.png", "train/dog/a.PNG", "train/cat/a.png", "val/cat/x.png", "val/dog/y.png"] {
      try scratch.place(picture, "pictures/" + name)
    }
  }

  private func open(size: Int? = 8) throws -> Dataset {
    try scratch.open(DatasetRequest(name: "image-folder", path: scratch.path + "/pictures", size: size))
  }

  @Test func classesAreTheFoldersInOrder() throws {
    try scratch.place(Pictures.png(8, 8, [UInt8](repeating: 9, count: 192)), "pictures/train/cat/B.png")
    let data = try open()
    let description = data.description
    #expect(description.trainCount == 4 && description.testCount == 2 && description.classes == 2)
    #expect(description.shape == ImageShape(channels: 3, height: 8, width: 8) && description.statistics == nil)
    let train = try data.images(.train)
    // B.png comes before a.png, as bytes are ordered.
    #expect(train.allLabels == [0, 0, 0, 1] && train.image(0) == [UInt8](repeating: 9, count: 192))
    let pixels = Pictures.pixels(8, 8)
    #expect(train.image(3) == (0..<3).flatMap { channel in (0..<64).map { pixels[$0 * 3 + channel] } })
  }

  @Test func passesOverHiddenFilesAndReadsValidationOrTest() throws {
    for name in [".DS_Store", "train/.hidden", "train/cat/.hidden"] { try scratch.place([1], "pictures/" + name) }
    for name in ["validation", "test"] {
      let names = ["val": "validation", "validation": "test"]
      let old = try #require(names.first { $0.value == name }?.key)
      try FileManager.default.moveItem(
        atPath: "\(scratch.path)/pictures/\(old)", toPath: "\(scratch.path)/pictures/\(name)")
      #expect(try open().description.testCount == 2)
    }
  }

  @Test func hasMoreThan256Classes() throws {
    let picture = Pictures.png(1, 1, [1, 2, 3])
    for index in 0..<300 {
      let name = "c\(1000 + index)/a.png"
      try scratch.place(picture, "many/train/" + name)
      try scratch.place(picture, "many/val/" + name)
    }
    let data = try scratch.open(DatasetRequest(name: "image-folder", path: scratch.path + "/many", size: 1))
    #expect(try data.images(.train).allLabels == Array(0..<300) && data.description.classes == 300)
  }

  @Test func anotherSizeOrFileIsAnotherEntryOfTheCache() throws {
    _ = try open().images(.train)
    _ = try open().images(.train)
    #expect(try scratch.cached.count == 1)
    #expect(try open(size: 4).images(.train).shape == ImageShape(channels: 3, height: 4, width: 4))
    try scratch.place(Pictures.png(8, 8, Pictures.pixels(8, 8)), "pictures/train/cat/c.png")
    #expect(try open().images(.train).count == 4)
    #expect(try scratch.cached.count == 3)
    #expect(try open(size: nil).description.shape == ImageShape(channels: 3, height: 64, width: 64))
  }

  @Test func normalisesByTheFiguresOfTheTrainingImages() throws {
    let data = try open()
    #expect(try data.normalization() == Normalization(data.images(.train).statistics))
  }

  @Test func refusesWhatDoesNotBelongThere() throws {
    // What is put there, what is taken away afterwards, and what is said.
    for (name, odd, words) in [
      ("train/readme.txt", "train/readme.txt", "is a file where folders of classes are expected"),
      ("train/cat/readme.txt", "train/cat/readme.txt", "is no .jpg, .jpeg or .png file"),
      ("val/dog/deeper/a.png", "val/dog/deeper", "val/dog/deeper is a folder"),
      ("train/bird/a.png", "train/bird", "train has the class 'bird', which"),
      ("val/fish/a.png", "val/fish", "val has the class 'fish', which"),
    ] {
      try scratch.place(Pictures.png(1, 1, [1, 2, 3]), "pictures/" + name)
      expectRefusal("/pictures/", words) { _ = try open() }
      try scratch.remove("pictures/" + odd)
      _ = try open()
    }
  }

  @Test func refusesFoldersThatLackSomething() throws {
    func make(_ name: String) throws {
      try FileManager.default.createDirectory(atPath: "\(scratch.path)/\(name)", withIntermediateDirectories: true)
    }
    try make("pictures/train/empty")
    expectRefusal("pictures/train/empty", "has no pictures") { _ = try open() }
    try scratch.remove("pictures/train")
    expectRefusal("pictures/train is not there", code: .missing) { _ = try open() }
    try make("pictures/train")
    expectRefusal("pictures/train has no folders of classes") { _ = try open() }
    try make("pictures/train/cat")
    try scratch.place(Pictures.png(1, 1, [1, 2, 3]), "pictures/train/cat/a.png")
    try scratch.remove("pictures/val")
    expectRefusal("no folder val, validation or test", code: .missing) { _ = try open() }
    expectRefusal("nowhere", "is not there", code: .missing) {
      _ = try scratch.open(DatasetRequest(name: "image-folder", path: scratch.path + "/nowhere"))
    }
  }

  @Test func refusesSizesThatCannotBe() {
    for size in [0, -1, 1025] { expectRefusal("data.size is \(size)", "1 to 1024") { _ = try open(size: size) } }
  }

  @Test func namesTheFirstBrokenPicture() throws {
    let whole = Pictures.png(8, 8, Pictures.pixels(8, 8))
    try scratch.place(Array(whole.dropLast(20)), "pictures/train/cat/c.png")
    try scratch.place([], "pictures/train/dog/z.jpg")
    expectRefusal("train/cat/c.png is broken", "ends at byte \(whole.count - 20)", "remove it") {
      _ = try open().images(.train)
    }
    try scratch.remove("pictures/train/cat/c.png")
    expectRefusal("train/dog/z.jpg", "neither a JPEG nor a PNG") { _ = try open().images(.train) }
    #expect(try scratch.cached == [])
  }
}
