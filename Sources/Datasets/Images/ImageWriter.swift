import Glibc
import NASPlugin

/// Writes a cache file beside its final name and renames it when it is whole, so that no reader ever sees half of one.
final class ImageWriter {
  private static let hint = "free some space, or set NAS_CACHE to another folder"

  private let path: String
  private let partial: String
  private let header: ImageFileHeader
  private let descriptor: Int32
  private var labels: [UInt16] = []
  private var sums: ChannelSums
  private var imageBytes = 0
  private var isFinished = false

  /// Begins a file; what an interrupted writer left under the same name is overwritten.
  init(path: String, header: ImageFileHeader) throws {
    let partial = path + ".partial"
    descriptor = FileSystem.uninterrupted { open(partial, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666) }
    guard descriptor >= 0 else { throw FileSystem.failure("write", partial, hint: Self.hint) }
    (self.path, self.partial, self.header) = (path, partial, header)
    sums = ChannelSums(header.shape)
    try write(header.bytes)
  }

  deinit {
    close(descriptor)
    if !isFinished { unlink(partial) }
  }

  /// Adds images (values of one image after those of another) and their labels, which are checked already.
  func append(images: UnsafeBufferPointer<UInt8>, labels: some Collection<some FixedWidthInteger>) throws {
    precondition(images.count == labels.count * header.shape.count, "every image has a label")
    try FileSystem.write(UnsafeRawBufferPointer(images), to: descriptor, partial, hint: Self.hint)
    sums.add(images)
    imageBytes += images.count
    self.labels.append(contentsOf: labels.lazy.map { UInt16($0) })
  }

  /// Adds images that an array holds.
  func append(images: [UInt8], labels: some Collection<some FixedWidthInteger>) throws {
    try images.withUnsafeBufferPointer { try append(images: $0, labels: labels) }
  }

  /// Writes statistics and labels, waits until all is on the disk, and gives the file its name.
  func finish() throws {
    guard imageBytes == header.imageBytes, labels.count == header.count else {
      throw NASError(
        .failed, "\(labels.count) images were read where the files stated \(header.count)",
        hint: "were they replaced meanwhile?")
    }
    try write([UInt8](repeating: 0, count: header.padding))
    try write((sums.statistics.mean + sums.statistics.standardDeviation).map(\.bitPattern.littleEndian))
    try write(labels.map(\.littleEndian))
    guard fdatasync(descriptor) == 0 else { throw FileSystem.failure("write", partial, hint: Self.hint) }
    guard rename(partial, path) == 0 else { throw FileSystem.failure("rename to", path, hint: Self.hint) }
    isFinished = true
  }

  private func write(_ bytes: [some FixedWidthInteger]) throws {
    try bytes.withUnsafeBytes { try FileSystem.write($0, to: descriptor, partial, hint: Self.hint) }
  }
}
