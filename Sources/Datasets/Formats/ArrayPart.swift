import Foundation
import NASPlugin
import Safetensors

/// Images and labels of one part of an array file, which fit together.
struct ArrayPart {
  let path: String
  /// What stands before the names of its tensors.
  let prefix: String
  let shape: ImageShape
  let count: Int
  private let images: Data
  private let labels: Data
  private let hint: String

  /// Takes the two tensors out of a file; throws where one is missing or of another type or shape.
  init(_ file: SafetensorsFile, _ path: String, prefix: String, hint: String) throws {
    (self.path, self.prefix, self.hint) = (path, prefix, hint)
    let finder = TensorFinder(file: file, path: path, hint: hint)
    let images = try finder.find(prefix + "images", .uint8, dimensions: ["images", "channels", "rows", "columns"])
    let labels = try finder.find(prefix + "labels", .int64, dimensions: ["images"])
    guard labels.shape[0] == images.shape[0] else {
      throw finder.wrong(prefix + "labels", "has \(labels.shape[0]) labels for \(images.shape[0]) images")
    }
    shape = ImageShape(channels: images.shape[1], height: images.shape[2], width: images.shape[3])
    (count, self.images, self.labels) = (images.shape[0], images.bytes, labels.bytes)
  }

  /// An error about one of its tensors.
  func wrong(_ tensor: String, _ what: String) -> NASError {
    NASError(.invalid, "the tensor '\(prefix + tensor)' of \(path) \(what)", hint: hint)
  }

  /// The largest label; throws where one is not below the number of classes.
  func largestLabel(below classes: Int) throws -> Int {
    try labels.withUnsafeBytes { bytes in
      var largest: Int64 = 0
      for index in 0..<count {
        let label = Int64(littleEndian: bytes.loadUnaligned(fromByteOffset: 8 * index, as: Int64.self))
        guard label >= 0, label < classes else {
          throw wrong("labels", "has label \(label) for image \(index), where 0 to \(classes - 1) are possible")
        }
        largest = max(largest, label)
      }
      return Int(largest)
    }
  }

  /// Copies all images and labels into the cache.
  func copy(to writer: ImageWriter) throws {
    let group = max(1, (8 << 20) / shape.count)
    _ = try largestLabel(below: ImageFileHeader.mostClasses)
    try images.withUnsafeBytes { (images: UnsafeRawBufferPointer) in
      try labels.withUnsafeBytes { (labels: UnsafeRawBufferPointer) in
        for first in stride(from: 0, to: count, by: group) {
          let range = first..<min(first + group, count)
          let bytes = UnsafeRawBufferPointer(
            rebasing: images[(range.lowerBound * shape.count)..<(range.upperBound * shape.count)])
          try writer.append(
            images: bytes.assumingMemoryBound(to: UInt8.self),
            labels: range.map { Int64(littleEndian: labels.loadUnaligned(fromByteOffset: 8 * $0, as: Int64.self)) })
        }
      }
    }
  }
}

/// Finds the tensors of an array file, and says what is wrong with them.
private struct TensorFinder {
  let file: SafetensorsFile
  let path: String
  let hint: String

  func find(_ name: String, _ type: SafetensorsFile.ElementType, dimensions: [String]) throws -> SafetensorsFile.Entry {
    guard let entry = file.entries[name] else {
      let names = file.entries.keys.sorted().map { "'\($0)'" }.joined(separator: ", ")
      throw NASError(
        .invalid, "\(path) has no tensor '\(name)'\(names.isEmpty ? "" : ", only \(names)")", hint: hint)
    }
    guard entry.type == type else {
      throw wrong(name, "is of type \(entry.type.rawValue), where \(type.rawValue) is expected")
    }
    let wanted = dimensions.joined(separator: " x ")
    guard entry.shape.count == dimensions.count else {
      throw wrong(name, "has the shape \(entry.shape), where \(wanted) are expected")
    }
    guard entry.shape.allSatisfy({ (1..<(1 << 20)).contains($0) || $0 == entry.shape[0] && $0 > 0 }) else {
      throw wrong(name, "has the shape \(entry.shape), where every one of \(wanted) is at least 1 and below \(1 << 20)")
    }
    return entry
  }

  func wrong(_ name: String, _ what: String) -> NASError {
    NASError(.invalid, "the tensor '\(name)' of \(path) \(what)", hint: hint)
  }
}

extension ImageShape {
  /// The extents as messages say them.
  var words: String { "\(channels) x \(height) x \(width)" }
}
