import Foundation
import NASPlugin
import Safetensors

/// Plain arrays in safetensors files: `images` of N x C x H x W bytes, and `labels` of N 64-bit numbers.
///
/// Either one file, which may have `test_images` and `test_labels` beside them, or a folder with `train.safetensors`
/// and `test.safetensors`.
struct ArrayFormat: DatasetFormat {
  let name = "arrays"
  let hint =
    "give data.path a safetensors file with 'images' (uint8, N x C x H x W) and 'labels' (int64, N), and for a test "
    + "'test_images' and 'test_labels'; or a folder with train.safetensors and test.safetensors"
  let options: Set<DatasetOption> = [.classes]

  func open(_ path: String, _ request: DatasetRequest) throws -> DatasetFiles {
    guard try FileSystem.status(at: path) != nil else {
      throw NASError(.missing, "\(path) for \(name) is not there", hint: hint)
    }
    let (train, test) = try FileSystem.isFolder(path) ? folder(path) : file(path)
    if let test, test.shape != train.shape {
      throw test.wrong("images", "has images of \(test.shape.words), where those to train on have \(train.shape.words)")
    }
    let classes = try classes(train, test, request)
    let description = DatasetDescription(
      name: name, shape: train.shape, classes: classes, trainCount: train.count, testCount: test?.count ?? 0)
    return DatasetFiles(
      description: description, train: part(train, classes),
      test: test.map { part($0, classes) } ?? .source(SourceFiles(files: [path], settings: "none") { _ in }))
  }

  private func folder(_ path: String) throws -> (ArrayPart, ArrayPart?) {
    let paths = ["train", "test"].map { "\(path)/\($0).safetensors" }
    for path in paths where try FileSystem.status(at: path) == nil {
      throw NASError(.missing, "\(path) is not there, which \(name) needs", hint: hint)
    }
    return try (
      ArrayPart(SafetensorsFile(path: paths[0]), paths[0], prefix: "", hint: hint),
      ArrayPart(SafetensorsFile(path: paths[1]), paths[1], prefix: "", hint: hint)
    )
  }

  private func file(_ path: String) throws -> (ArrayPart, ArrayPart?) {
    let file = try SafetensorsFile(path: path)
    let hasTest = file.entries["test_images"] != nil || file.entries["test_labels"] != nil
    return try (
      ArrayPart(file, path, prefix: "", hint: hint), hasTest ? ArrayPart(file, path, prefix: "test_", hint: hint) : nil
    )
  }

  /// What the study file says, else one more than the largest label.
  private func classes(_ train: ArrayPart, _ test: ArrayPart?, _ request: DatasetRequest) throws -> Int {
    let limit = request.classes ?? ImageFileHeader.mostClasses
    guard (1...ImageFileHeader.mostClasses).contains(limit) else {
      throw NASError(
        .invalid, "data.classes is \(limit)", hint: "the number of classes, 1 to \(ImageFileHeader.mostClasses)")
    }
    let largest = try [train, test].compactMap { try $0?.largestLabel(below: limit) }.max() ?? 0
    return request.classes ?? largest + 1
  }

  private func part(_ part: ArrayPart, _ classes: Int) -> PartFiles {
    let (path, prefix) = (part.path, part.prefix)
    return .source(
      SourceFiles(files: [path], settings: "\(prefix) \(classes)") { writer in
        // Opened anew, so that nothing stays mapped between describing and decoding.
        try ArrayPart(SafetensorsFile(path: path), path, prefix: prefix, hint: hint).copy(to: writer)
      })
  }
}
