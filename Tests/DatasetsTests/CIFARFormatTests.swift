import Datasets
import Foundation
import NASPlugin
import Testing

struct CIFARFormatTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func describe() throws -> DatasetDescription { try scratch.describe("cifar10") }

  @Test(arguments: [false, true])
  func readsTheOfficialFiles(compressed: Bool) throws {
    try scratch.write(Synthetic.cifar(), compressed: compressed)
    let description = try describe()
    #expect(description.trainCount == 10 && description.testCount == 2 && description.statistics?.mean.count == 3)
    let train = try scratch.images("cifar10", .train)
    #expect(train.allLabels == Array(0..<10))
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
    expectRefusal("cifar10 is not on this machine", "nas data get cifar10", code: .missing) {
      _ = try DatasetCatalog(cache: scratch.cache).open(DatasetRequest(name: "cifar10"))
    }
    try scratch.write(Synthetic.cifar())
    try scratch.remove("data_batch_4.bin")
    expectRefusal("data_batch_4.bin", code: .missing) { _ = try describe() }
  }

  @Test func findsWhatWasFetched() throws {
    let catalog = DatasetCatalog(cache: scratch.cache)
    let folder = catalog.fetchedFolder(of: "cifar10") + "/cifar-10-batches-bin"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try scratch.write(Synthetic.cifar(), folder: "cache/data/cifar10/cifar-10-batches-bin/")
    #expect(try catalog.open(DatasetRequest(name: "cifar10")).description.trainCount == 10)
    #expect(try catalog.importedNames() == [])
  }

  @Test func takesNoKeysOfOtherFormats() throws {
    try scratch.write(Synthetic.cifar())
    for request in [
      DatasetRequest(name: "cifar10", path: scratch.path, size: 32),
      DatasetRequest(name: "cifar10", path: scratch.path, classes: 10),
    ] {
      expectRefusal("cifar10 takes no data.") { _ = try DatasetCatalog(cache: scratch.cache).open(request) }
    }
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
