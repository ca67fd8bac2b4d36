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
  /// Mean and standard deviation of these images.
  package let statistics: ChannelStatistics

  // Never written after the initialiser and freed by deinit alone, so sharing them between threads is safe.
  nonisolated(unsafe) private let base: UnsafeRawPointer
  private let imagesOffset: Int
  private let labelsOffset: Int
  private let mappedSize: Int?

  /// Images held in memory.
  ///
  /// Throws where the numbers of values, labels and classes do not fit together.
  package init(shape: ImageShape, classes: Int, images: [UInt8], labels: [some FixedWidthInteger]) throws {
    guard images.count == labels.count * shape.count else {
      throw NASError(.invalid, "\(images.count) values are not \(labels.count) images of \(shape.count)")
    }
    guard classes <= ImageFileHeader.mostClasses, labels.allSatisfy({ $0 >= 0 && $0 < classes }) else {
      throw NASError(.invalid, "a label is not below \(classes)")
    }
    let start = images.count + images.count % 2
    let memory = UnsafeMutableRawPointer.allocate(byteCount: max(2, start + 2 * labels.count), alignment: 64)
    images.withUnsafeBytes { memory.copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(memory), byteCount: $0.count) }
    for (index, label) in labels.enumerated() {
      memory.storeBytes(of: UInt16(label), toByteOffset: start + 2 * index, as: UInt16.self)
    }
    var sums = ChannelSums(shape)
    images.withUnsafeBufferPointer { sums.add($0) }
    (count, self.shape, self.classes, statistics) = (labels.count, shape, classes, sums.statistics)
    (base, imagesOffset, labelsOffset, mappedSize) = (UnsafeRawPointer(memory), 0, start, nil)
  }

  /// Maps a cache file; nil where there is none, or one that is not whole or whose head is not as expected.
  ///
  /// `expecting` nil takes whatever images the file holds.
  init?(mapping path: String, expecting expected: ImageFileHeader?) throws {
    guard let mapping = try Mapping(path), expected == nil || mapping.header == expected else { return nil }
    let header = mapping.header
    (count, shape, classes, statistics) = (header.count, header.shape, header.classes, mapping.statistics)
    (base, imagesOffset, labelsOffset) = (mapping.base, ImageFileHeader.size, header.labelsOffset)
    mappedSize = header.fileSize
    guard statistics.isPossible, labels.allSatisfy({ $0 < header.classes }) else { return nil }
  }

  deinit {
    if let mappedSize { munmap(UnsafeMutableRawPointer(mutating: base), mappedSize) } else { base.deallocate() }
  }
}

extension ImageSet {
  /// The class of an image.
  package func label(_ index: Int) -> Int { Int(labels[index]) }

  /// The classes of all images.
  package var allLabels: [UInt16] { Array(labels) }

  /// A copy of an image's values.
  package func image(_ index: Int) -> [UInt8] {
    precondition(index >= 0 && index < count, "an image that there is")
    return Array(values[(index * shape.count)..<((index + 1) * shape.count)])
  }

  /// All values, valid as long as this set lives.
  var values: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: (base + imagesOffset).assumingMemoryBound(to: UInt8.self), count: count * shape.count)
  }

  /// All labels, valid as long as this set lives; the machine is little-endian, as the file is.
  private var labels: UnsafeBufferPointer<UInt16> {
    UnsafeBufferPointer(start: (base + labelsOffset).assumingMemoryBound(to: UInt16.self), count: count)
  }
}

/// A cache file in memory, with a head that fits its length.
private struct Mapping {
  let base: UnsafeRawPointer
  let header: ImageFileHeader

  /// Nil where there is no file, or one of another kind, which is then not kept mapped.
  init?(_ path: String) throws {
    guard try FileSystem.status(at: path) != nil else { return nil }
    let descriptor = try FileSystem.openForReading(path, hint: nil)
    defer { close(descriptor) }
    let size = Int(try FileSystem.status(descriptor, path).st_size)
    guard size >= ImageFileHeader.size else { return nil }
    guard let address = mmap(nil, size, PROT_READ, MAP_SHARED, descriptor, 0), address != MAP_FAILED else {
      throw FileSystem.failure("map", path)
    }
    let head = UnsafeRawBufferPointer(start: address, count: ImageFileHeader.size)
    guard let header = ImageFileHeader(head, fileSize: size) else {
      munmap(address, size)
      return nil
    }
    (base, self.header) = (UnsafeRawPointer(address), header)
  }

  var statistics: ChannelStatistics {
    let numbers = (0..<(2 * header.shape.channels)).map { index in
      let bits = base.loadUnaligned(fromByteOffset: header.statisticsOffset + 8 * index, as: UInt64.self)
      return Double(bitPattern: UInt64(littleEndian: bits))
    }
    let channels = header.shape.channels
    return ChannelStatistics(mean: Array(numbers.prefix(channels)), standardDeviation: Array(numbers.suffix(channels)))
  }
}
