import Glibc
import NASPlugin

/// Writes a cache file beside its final name and renames it when it is whole, so that no reader ever sees half of one.
final class ImageWriter {
  private static let hint = "free some space, or set NAS_CACHE to another folder"

  private let path: String
  private let partial: String
  private let header: ImageFileHeader
  private let descriptor: Int32
  private var labels: [UInt8] = []
  private var imageBytes = 0
  private var isFinished = false

  /// Begins a file; what an interrupted writer left under the same name is overwritten.
  init(path: String, header: ImageFileHeader) throws {
    let partial = path + ".partial"
    descriptor = FileSystem.uninterrupted { open(partial, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666) }
    guard descriptor >= 0 else { throw FileSystem.failure("write", partial, hint: Self.hint) }
    (self.path, self.partial, self.header) = (path, partial, header)
    try write(header.bytes)
  }

  deinit {
    close(descriptor)
    if !isFinished { unlink(partial) }
  }

  /// Adds images (values of one image after those of another) and their labels.
  func append(images: [UInt8], labels: ArraySlice<UInt8>) throws {
    precondition(images.count == labels.count * header.shape.count, "every image has a label")
    try write(images)
    imageBytes += images.count
    self.labels.append(contentsOf: labels)
  }

  /// Writes the labels, waits until all is on the disk, and gives the file its name.
  func finish() throws {
    guard imageBytes == header.imageBytes, labels.count == header.count else {
      throw NASError(
        .failed, "\(labels.count) images were read where the files stated \(header.count)",
        hint: "were they replaced meanwhile?")
    }
    try write(labels)
    guard fdatasync(descriptor) == 0 else { throw FileSystem.failure("write", partial, hint: Self.hint) }
    guard rename(partial, path) == 0 else { throw FileSystem.failure("rename to", path, hint: Self.hint) }
    isFinished = true
  }

  private func write(_ bytes: [UInt8]) throws {
    try bytes.withUnsafeBytes { try FileSystem.write($0, to: descriptor, partial, hint: Self.hint) }
  }
}
