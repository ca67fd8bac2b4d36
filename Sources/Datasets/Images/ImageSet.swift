import Glibc
import NASPlugin

/// Images of one byte a value with one label each, read-only and shared: mapped from a cache file, or held in memory.
///
/// Values lie channel by channel and row by row (N x C x H x W). Any number of threads may read at once.
package final class ImageSet: Sendable {
  /// How many images there are.
  package let count: Int
  /// The shape of every image.
  package let shape: ImageShape
  /// How many classes there are; every label is below.
  package let classes: Int

  // Never written after the initialiser and freed by deinit alone, so sharing them between threads is safe.
  nonisolated(unsafe) private let base: UnsafeRawPointer
  private let imagesOffset: Int
  private let mappedSize: Int?

  /// Images held in memory.
  ///
  /// Throws where the numbers of values, labels and classes do not fit together.
  package init(shape: ImageShape, classes: Int, images: [UInt8], labels: [UInt8]) throws {
    guard images.count == labels.count * shape.count else {
      throw NASError(.invalid, "\(images.count) values are not \(labels.count) images of \(shape.count)")
    }
    guard labels.allSatisfy({ $0 < classes }) else { throw NASError(.invalid, "a label is not below \(classes)") }
    let memory = UnsafeMutableRawPointer.allocate(byteCount: max(1, images.count + labels.count), alignment: 64)
    images.withUnsafeBytes { memory.copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(memory), byteCount: $0.count) }
    labels.withUnsafeBytes {
      (memory + images.count).copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(memory), byteCount: $0.count)
    }
    (count, self.shape, self.classes) = (labels.count, shape, classes)
    (base, imagesOffset, mappedSize) = (UnsafeRawPointer(memory), 0, nil)
  }

  /// Maps a cache file.
  ///
  /// Nil where there is none, or one that is not whole or of other sources, which is then to be rebuilt.
  init?(mapping path: String, expecting header: ImageFileHeader) throws {
    guard try FileSystem.status(at: path) != nil else { return nil }
    let descriptor = try FileSystem.openForReading(path, hint: nil)
    defer { close(descriptor) }
    guard try FileSystem.status(descriptor, path).st_size == header.fileSize else { return nil }
    guard let address = mmap(nil, header.fileSize, PROT_READ, MAP_SHARED, descriptor, 0), address != MAP_FAILED else {
      throw FileSystem.failure("map", path)
    }
    (count, shape, classes) = (header.count, header.shape, header.classes)
    (base, imagesOffset, mappedSize) = (UnsafeRawPointer(address), ImageFileHeader.size, header.fileSize)
    let head = UnsafeRawBufferPointer(start: address, count: ImageFileHeader.size)
    guard head.elementsEqual(header.bytes), labels.allSatisfy({ $0 < header.classes }) else { return nil }
  }

  deinit {
    if let mappedSize { munmap(UnsafeMutableRawPointer(mutating: base), mappedSize) } else { base.deallocate() }
  }
}

extension ImageSet {
  /// The class of an image.
  package func label(_ index: Int) -> Int { Int(labels[index]) }

  /// The classes of all images.
  package var allLabels: [UInt8] { Array(labels) }

  /// A copy of an image's values.
  package func image(_ index: Int) -> [UInt8] {
    precondition(index >= 0 && index < count, "an image that there is")
    return Array(values[(index * shape.count)..<((index + 1) * shape.count)])
  }

  /// All values, valid as long as this set lives.
  var values: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: (base + imagesOffset).assumingMemoryBound(to: UInt8.self), count: count * shape.count)
  }

  /// All labels, valid as long as this set lives.
  private var labels: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(
      start: (base + imagesOffset + count * shape.count).assumingMemoryBound(to: UInt8.self), count: count)
  }
}
