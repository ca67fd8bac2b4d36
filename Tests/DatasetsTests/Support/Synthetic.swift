import Datasets

/// Small files in the official formats, with contents that a test can predict.
enum Synthetic {
  static func pixel(_ image: Int, _ position: Int) -> UInt8 { UInt8(truncatingIfNeeded: image * 31 + position * 7) }

  static func bigEndian(_ word: Int) -> [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: word >> $0) } }

  static func idxImages(_ count: Int, magic: Int = 0x803, side: Int = 28) -> [UInt8] {
    [magic, count, side, side].flatMap(bigEndian)
      + (0..<count).flatMap { image in (0..<(side * side)).map { pixel(image, $0) } }
  }

  static func idxLabels(_ count: Int, magic: Int = 0x801) -> [UInt8] {
    [magic, count].flatMap(bigEndian) + (0..<count).map { UInt8($0 % 10) }
  }

  /// The four files of Fashion-MNIST by their names without `.gz`.
  static func fashion(train: Int = 3, test: Int = 2) -> [String: [UInt8]] {
    [
      "train-images-idx3-ubyte": idxImages(train), "train-labels-idx1-ubyte": idxLabels(train),
      "t10k-images-idx3-ubyte": idxImages(test), "t10k-labels-idx1-ubyte": idxLabels(test),
    ]
  }

  static func cifarBatch(_ first: Int, _ count: Int) -> [UInt8] {
    (first..<(first + count)).flatMap { image in [UInt8(image % 10)] + (0..<3072).map { pixel(image, $0) } }
  }

  /// The six files of CIFAR-10; images are numbered through the batches.
  static func cifar(perBatch: Int = 2) -> [String: [UInt8]] {
    var files = ["test_batch.bin": cifarBatch(100, perBatch)]
    for batch in 0..<5 { files["data_batch_\(batch + 1).bin"] = cifarBatch(batch * perBatch, perBatch) }
    return files
  }

  static func cifar100Records(_ first: Int, _ count: Int) -> [UInt8] {
    (first..<(first + count)).flatMap { (image: Int) -> [UInt8] in
      let labels = [UInt8(image % 20), UInt8(image * 7 % 100)]
      return labels + (0..<3072).map { pixel(image, $0) }
    }
  }

  /// `count` images of one value each per channel and position; label is the number modulo `classes`.
  static func images(_ count: Int, shape: ImageShape, classes: Int, _ value: (Int, Int) -> UInt8) throws -> ImageSet {
    try ImageSet(
      shape: shape, classes: classes,
      images: (0..<count).flatMap { image in (0..<shape.count).map { value(image, $0) } },
      labels: (0..<count).map { UInt8($0 % classes) })
  }
}

extension Scratch {
  func write(_ files: [String: [UInt8]], compressed: Bool = false, folder: String = "") throws {
    for (name, bytes) in files {
      try write(compressed ? gzip(bytes) : bytes, folder + name + (compressed ? ".gz" : ""))
    }
  }

  func open(_ request: DatasetRequest) throws -> Dataset { try DatasetCatalog(cache: cache).open(request) }

  func describe(_ name: String, path: String? = nil) throws -> DatasetDescription {
    try open(DatasetRequest(name: name, path: path ?? self.path)).description
  }

  func images(_ name: String, _ part: DatasetPart) throws -> ImageSet {
    try open(DatasetRequest(name: name, path: path)).images(part)
  }
}
