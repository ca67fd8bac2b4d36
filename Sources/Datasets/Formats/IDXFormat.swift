import NASPlugin

/// A data set in the four IDX files of MNIST and the sets that took its place: 28 x 28 grey images of ten classes.
struct IDXFormat: DatasetFormat {
  let name: String
  let standardFolder: String?
  let hint: String
  let statistics: ChannelStatistics

  private var shape: ImageShape { ImageShape(channels: 1, height: 28, width: 28) }
  private var classes: Int { 10 }

  /// Fashion-MNIST (Xiao, Rasul and Vollgraf 2017): ten kinds of clothing.
  static let fashionMNIST = IDXFormat(
    name: "fashion-mnist", standardFolder: "/usr/share/datasets/fashion-mnist",
    hint: "run 'apt-get install dataset-fashion-mnist' or 'nas data get fashion-mnist', or give data.path the folder "
      + "with the four official files",
    statistics: ChannelStatistics(grey: 0.2860, 0.3530))

  /// MNIST (LeCun, Cortes and Burges 1998): handwritten digits.
  static let mnist = IDXFormat(
    name: "mnist", standardFolder: nil,
    hint: "run 'nas data get mnist', or give data.path the folder with the four official files",
    statistics: ChannelStatistics(grey: 0.1307, 0.3081))

  func open(_ path: String, _ request: DatasetRequest) throws -> DatasetFiles {
    let files = try (files(.train, in: path), files(.test, in: path))
    let counts = try (open(files.0).count, open(files.1).count)
    guard counts.0 >= counts.1 else {
      throw NASError(
        .invalid, "\(path) has \(counts.0) training images and \(counts.1) test images: train and t10k are swapped",
        hint: hint)
    }
    let description = DatasetDescription(
      name: name, shape: shape, classes: classes, trainCount: counts.0, testCount: counts.1, statistics: statistics)
    return DatasetFiles(description: description, train: part(files.0), test: part(files.1))
  }

  private func part(_ files: [String]) -> PartFiles {
    .source(SourceFiles(files: files) { try decode(files, to: $0) })
  }

  private func files(_ part: DatasetPart, in folder: String) throws -> [String] {
    let stem = part == .train ? "train" : "t10k"
    return try ["\(stem)-images-idx3-ubyte", "\(stem)-labels-idx1-ubyte"].map { try locate($0, in: folder) }
  }

  private func decode(_ files: [String], to writer: ImageWriter) throws {
    let (images, labels, count) = try open(files)
    let classOfImage = try labels.read(count: count, "its labels")
    try labels.expectEnd()
    if let wrong = classOfImage.firstIndex(where: { $0 >= classes }) {
      throw labels.damaged(
        "has label \(classOfImage[wrong]) at byte \(8 + wrong), where 0 to \(classes - 1) are possible")
    }
    var first = 0
    while first < count {
      let last = min(first + 1024, count)
      let pixels = try images.read(count: (last - first) * shape.count, "images \(first) to \(last - 1)")
      try writer.append(images: pixels, labels: classOfImage[first..<last])
      first = last
    }
    try images.expectEnd()
  }

  /// The opened files of a part, read past their heads, which agree with each other.
  private func open(_ paths: [String]) throws -> (images: SourceFile, labels: SourceFile, count: Int) {
    let files = try paths.map { try SourceFile(path: $0, hint: hint) }
    let extents = try IDXHeader(files[0], .images).extents
    guard extents[1] == shape.height, extents[2] == shape.width else {
      throw files[0].damaged(
        "has images of \(extents[1]) x \(extents[2]) where \(name) has \(shape.height) x \(shape.width)")
    }
    let labelCount = try IDXHeader(files[1], .labels).extents[0]
    guard labelCount == extents[0] else {
      throw files[1].damaged("has \(labelCount) labels for the \(extents[0]) images of \(files[0].path)")
    }
    return (files[0], files[1], labelCount)
  }
}
