import Foundation
import Safetensors

/// Array files with predictable contents, and safetensors files made byte by byte.
enum Arrays {
  /// Images of a shape, and labels; the images are numbered from `first`.
  static func entries(
    _ labels: [Int64], _ shape: [Int] = [3, 4, 5], first: Int = 0, prefix: String = ""
  ) -> [String: SafetensorsFile.Entry] {
    let count = shape.reduce(1, *)
    let images = labels.indices.flatMap { image in (0..<count).map { Synthetic.pixel(first + image, $0) } }
    return [
      prefix + "images": .init(.uint8, shape: [labels.count] + shape, bytes: Data(images)),
      prefix + "labels": .init(.int64, shape: [labels.count], bytes: labels.withUnsafeBytes { Data($0) }),
    ]
  }

  /// A safetensors file with a header as given, and bytes after it.
  static func file(_ header: String, _ body: [UInt8]) -> [UInt8] {
    withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { Array($0) } + Array(header.utf8) + body
  }
}

extension Scratch {
  func write(_ entries: [String: SafetensorsFile.Entry], _ name: String) throws {
    try SafetensorsFile(entries).write(to: "\(path)/\(name)")
  }
}
