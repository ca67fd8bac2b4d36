import Datasets
import NASPlugin
import Testing

struct CIFAR100FormatTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private static let files = [
    "train.bin": Synthetic.cifar100Records(0, 5), "test.bin": Synthetic.cifar100Records(50, 2),
  ]

  @Test(arguments: [false, true])
  func learnsTheFineLabels(compressed: Bool) throws {
    try scratch.write(Self.files, compressed: compressed)
    let description = try scratch.describe("cifar100")
    #expect(description.trainCount == 5 && description.testCount == 2 && description.classes == 100)
    let train = try scratch.images("cifar100", .train)
    #expect(train.allLabels == [0, 7, 14, 21, 28] && train.classes == 100)
    #expect(train.image(4) == (0..<3072).map { Synthetic.pixel(4, $0) })
    #expect(try scratch.images("cifar100", .test).allLabels == [50, 57])
  }

  @Test func refusesLabelsOutOfRangeByNameAndByte() throws {
    for (byte, words) in [
      (3074, "coarse label 20 in record 1 (byte 3074)"), (3075, "fine label 100 in record 1 (byte 3075)"),
    ] {
      var files = Self.files
      files["train.bin"]?[byte] = byte == 3074 ? 20 : 100
      try scratch.write(files)
      expectRefusal("train.bin", words, "0 to") { _ = try scratch.images("cifar100", .train) }
    }
  }

  @Test func refusesCIFAR10UnderItsName() throws {
    try scratch.write(["train.bin": Synthetic.cifarBatch(0, 5), "test.bin": Synthetic.cifarBatch(0, 2)])
    expectRefusal("train.bin", "records of 3074") { _ = try scratch.describe("cifar100") }
  }

  @Test func refusesSwappedAndCutFiles() throws {
    try scratch.write(["test.bin": Synthetic.cifar100Records(0, 5), "train.bin": Synthetic.cifar100Records(0, 2)])
    expectRefusal("2 training images", "5 test images", "swapped") { _ = try scratch.describe("cifar100") }
    try scratch.write(Self.files)
    let whole = Synthetic.cifar100Records(0, 5)
    for length in [0, 1, 3073, 3075, whole.count - 1] {
      try scratch.write(Array(whole.prefix(length)), "train.bin")
      expectRefusal("train.bin", "3074", "truncated") { _ = try scratch.describe("cifar100") }
    }
  }
}
