import Datasets
import Foundation
import NASPlugin
import Testing

struct CIFARFormatTests {
  let scratch: Scratch
  let catalog = DatasetCatalog.standard

  init() throws { scratch = try Scratch() }

  private func describe() throws -> DatasetDescription { try catalog.describe(name: "cifar10", path: scratch.path) }

  @Test(arguments: [false, true])
  func readsTheOfficialFiles(compressed: Bool) throws {
    try scratch.write(Synthetic.cifar(), compressed: compressed)
    let description = try describe()
    #expect(description.trainCount == 10 && description.testCount == 2 && description.mean.count == 3)
    let train = try scratch.images("cifar10", .train)
    #expect(train.allLabels == (0..<10).map { UInt8($0) })
    #expect(train.image(7) == (0..<3072).map { Synthetic.pixel(7, $0) })
    #expect(try scratch.images("cifar10", .test).image(1) == (0..<3072).map { Synthetic.pixel(101, $0) })
  }

  @Test func findsTheFolderOfTheOfficialArchive() throws {
    try FileManager.default.createDirectory(
      atPath: scratch.path + "/cifar-10-batches-bin", withIntermediateDirectories: true)
    try scratch.write(Synthetic.cifar(), folder: "cifar-10-batches-bin/")
    #expect(try describe().trainCount == 10)
  }

  @Test func needsAFolderAndAllFiles() throws {
    expectRefusal("needs the folder", "cifar-10-binary.tar.gz") { _ = try catalog.describe(name: "cifar10", path: nil) }
    try scratch.write(Synthetic.cifar())
    try scratch.remove("data_batch_4.bin")
    expectRefusal("data_batch_4.bin", code: .missing) { _ = try describe() }
  }

  @Test func refusesAFileCutAnywhere() throws {
    try scratch.write(Synthetic.cifar(perBatch: 1))
    let bytes = Synthetic.cifarBatch(0, 1)
    for length in 0..<bytes.count {
      try scratch.write(Array(bytes.prefix(length)), "data_batch_3.bin")
      expectRefusal("data_batch_3.bin", "3073", "truncated") { _ = try describe() }
    }
  }

  @Test func refusesAFileCutBetweenRecords() throws {
    try scratch.write(Synthetic.cifar())
    try scratch.write(Synthetic.cifarBatch(4, 1), "data_batch_3.bin")
    expectRefusal("data_batch_3.bin has 1 records", "has 2") { _ = try describe() }
  }

  @Test func refusesALabelOutOfRange() throws {
    var files = Synthetic.cifar()
    files["data_batch_2.bin"]?[3073] = 10
    try scratch.write(files)
    expectRefusal("data_batch_2.bin", "label 10 in record 1", "byte 3073", "0 to 9") {
      _ = try scratch.images("cifar10", .train)
    }
    #expect(try scratch.cached == [])
  }

  @Test func refusesCompressedRecordsThatEndEarly() throws {
    try scratch.write(Synthetic.cifar(), compressed: true)
    var file = gzip(Array(Synthetic.cifarBatch(0, 2).dropLast()))
    file[file.count - 4] += 1
    try scratch.write(file, "data_batch_1.bin.gz")
    #expect(try describe().trainCount == 10)
    expectRefusal("data_batch_1.bin.gz") { _ = try scratch.images("cifar10", .train) }
  }
}
