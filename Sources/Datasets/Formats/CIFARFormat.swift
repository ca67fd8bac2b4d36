import NASPlugin

/// A data set in the binary version of CIFAR-10: records of a label byte, then the red, green and blue plane.
struct CIFARFormat: DatasetFormat {
  let name = "cifar10"
  let standardFolder: String? = nil
  let hint =
    "give data.path the folder with the six files of CIFAR-10's binary version (cifar-10-binary.tar.gz, unpacked)"

  private let shape = ImageShape(channels: 3, height: 32, width: 32)
  private let classes = 10
  private var recordSize: Int { 1 + shape.count }

  func files(_ part: DatasetPart, in folder: String) throws -> [String] {
    // The official archive unpacks into this folder; whichever of the two a person names is meant.
    let unpacked = "\(folder)/cifar-10-batches-bin"
    let folder = try FileSystem.isFolder(unpacked) ? unpacked : folder
    let names = part == .test ? ["test_batch.bin"] : (1...5).map { "data_batch_\($0).bin" }
    return try names.map { try locate($0, in: folder) }
  }

  func describe(in folder: String) throws -> DatasetDescription {
    let counts = try DatasetPart.allCases.map { try count($0, in: folder) }
    return DatasetDescription(
      name: name, shape: shape, classes: classes, trainCount: counts[0], testCount: counts[1],
      mean: [0.4914, 0.4822, 0.4465], standardDeviation: [0.2470, 0.2435, 0.2616])
  }

  func decode(_ part: DatasetPart, in folder: String, to writer: ImageWriter) throws {
    for path in try files(part, in: folder) {
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
    var labels: [UInt8] = []
    images.reserveCapacity(records.count * shape.count)
    for (index, record) in zip(0..., records) {
      let start = index * recordSize
      guard bytes[start] < classes else {
        throw file.damaged(
          "has label \(bytes[start]) in record \(record) (byte \(record * recordSize)), "
            + "where 0 to \(classes - 1) are possible"
        )
      }
      labels.append(bytes[start])
      images.append(contentsOf: bytes[(start + 1)..<(start + recordSize)])
    }
    try writer.append(images: images, labels: labels[...])
  }

  /// How many records the files of a part have together.
  ///
  /// The official ones have equally many: one that was cut off between two records shows only by having fewer.
  private func count(_ part: DatasetPart, in folder: String) throws -> Int {
    let files = try files(part, in: folder).map { try SourceFile(path: $0, hint: hint) }
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
