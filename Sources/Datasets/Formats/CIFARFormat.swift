import NASPlugin

/// CIFAR-10 or CIFAR-100 in its binary version: records of label bytes, then the red, green and blue plane.
struct CIFARFormat: DatasetFormat {
  let name: String
  let classes: Int
  let statistics: ChannelStatistics
  /// The names of the labels of a record, in its order; the last one is what networks learn.
  let labels: [Label]
  let trainFiles: [String]
  let testFiles: [String]
  /// The folder that the official archive unpacks into.
  let archiveFolder: String

  /// One label byte of a record.
  struct Label {
    let name: String
    let classes: Int
  }

  /// CIFAR-10 (Krizhevsky 2009): ten classes, five files of training images.
  static let cifar10 = CIFARFormat(
    name: "cifar10", classes: 10,
    statistics: ChannelStatistics(mean: [0.4914, 0.4822, 0.4465], standardDeviation: [0.2470, 0.2435, 0.2616]),
    labels: [Label(name: "label", classes: 10)], trainFiles: (1...5).map { "data_batch_\($0).bin" },
    testFiles: ["test_batch.bin"], archiveFolder: "cifar-10-batches-bin")

  /// CIFAR-100 (Krizhevsky 2009): a coarse label of 20 and a fine one of 100; the fine one is learnt.
  static let cifar100 = CIFARFormat(
    name: "cifar100", classes: 100,
    statistics: ChannelStatistics(mean: [0.5071, 0.4865, 0.4409], standardDeviation: [0.2673, 0.2564, 0.2762]),
    labels: [Label(name: "coarse label", classes: 20), Label(name: "fine label", classes: 100)],
    trainFiles: ["train.bin"], testFiles: ["test.bin"], archiveFolder: "cifar-100-binary")

  private var shape: ImageShape { ImageShape(channels: 3, height: 32, width: 32) }
  private var recordSize: Int { labels.count + shape.count }

  var hint: String {
    "run 'nas data get \(name)', or give data.path the folder with \((trainFiles + testFiles).joined(separator: ", "))"
  }

  func open(_ path: String, _ request: DatasetRequest) throws -> DatasetFiles {
    // Whichever of the two folders a person names is meant.
    let unpacked = "\(path)/\(archiveFolder)"
    let folder = try FileSystem.isFolder(unpacked) ? unpacked : path
    let train = try trainFiles.map { try locate($0, in: folder) }
    let test = try testFiles.map { try locate($0, in: folder) }
    let counts = try (count(train), count(test))
    guard counts.0 >= counts.1 else {
      throw NASError(
        .invalid, "\(folder) has \(counts.0) training images and \(counts.1) test images: train and test are swapped",
        hint: hint)
    }
    let description = DatasetDescription(
      name: name, shape: shape, classes: classes, trainCount: counts.0, testCount: counts.1, statistics: statistics)
    return DatasetFiles(description: description, train: part(train), test: part(test))
  }

  private func part(_ files: [String]) -> PartFiles {
    .source(SourceFiles(files: files) { try decode(files, to: $0) })
  }

  private func decode(_ files: [String], to writer: ImageWriter) throws {
    for path in files {
      let file = try SourceFile(path: path, hint: hint)
      let count = try recordCount(file)
      for first in stride(from: 0, to: count, by: 512) {
        try decode(first..<min(first + 512, count), of: file, to: writer)
      }
      try file.expectEnd()
    }
  }

  private func decode(_ records: Range<Int>, of file: SourceFile, to writer: ImageWriter) throws {
    let bytes = try file.read(
      count: records.count * recordSize, "records \(records.lowerBound) to \(records.upperBound - 1)")
    var images: [UInt8] = []
    var learnt: [UInt8] = []
    images.reserveCapacity(records.count * shape.count)
    for (index, record) in zip(0..., records) {
      let start = index * recordSize
      try check(bytes[start..<(start + labels.count)], record, file)
      learnt.append(bytes[start + labels.count - 1])
      images.append(contentsOf: bytes[(start + labels.count)..<(start + recordSize)])
    }
    try writer.append(images: images, labels: learnt)
  }

  private func check(_ bytes: ArraySlice<UInt8>, _ record: Int, _ file: SourceFile) throws {
    for (place, (byte, label)) in zip(bytes, labels).enumerated() where byte >= label.classes {
      throw file.damaged(
        "has \(label.name) \(byte) in record \(record) (byte \(record * recordSize + place)), "
          + "where 0 to \(label.classes - 1) are possible")
    }
  }

  /// How many records the files of a part have together.
  ///
  /// The official ones have equally many: one that was cut off between two records shows only by having fewer.
  private func count(_ paths: [String]) throws -> Int {
    let files = try paths.map { try SourceFile(path: $0, hint: hint) }
    let counts = try files.map(recordCount)
    if let odd = counts.indices.first(where: { counts[$0] != counts[0] }) {
      throw files[odd].damaged(
        "has \(counts[odd]) records where \(files[0].path) has \(counts[0]): truncated or misnamed")
    }
    return counts.reduce(0, +)
  }

  /// How many records the file states to have, a gzip file in its last four bytes.
  private func recordCount(_ file: SourceFile) throws -> Int {
    let size = Int(file.statedSize)
    guard size > 0, size.isMultiple(of: recordSize) else {
      throw file.damaged(
        "states a length of \(size) bytes, which is no whole number of records of \(recordSize): truncated or damaged")
    }
    return size / recordSize
  }
}
