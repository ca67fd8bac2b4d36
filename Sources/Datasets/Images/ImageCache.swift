import Glibc
import NASPlugin

/// A folder of decoded data sets, shared by all processes of a machine.
struct ImageCache {
  let folder: String

  /// The decoded images of a source: mapped where the cache has them whole, else decoded first.
  func images(of source: DatasetSource) throws -> ImageSet {
    try FileSystem.makeFolder(folder, hint: "set NAS_CACHE to a folder that can be written")
    let path = "\(folder)/\(source.cacheName)"
    if let images = try ImageSet(mapping: path, expecting: source.header) { return images }
    return try locked(path + ".lock") {
      // Another process may have decoded it while this one waited.
      if let images = try ImageSet(mapping: path, expecting: source.header) { return images }
      let writer = try ImageWriter(path: path, header: source.header)
      try source.decode(writer)
      try writer.finish()
      guard let images = try ImageSet(mapping: path, expecting: source.header) else {
        throw NASError(.internal, "\(path) was written, but does not read back")
      }
      return images
    }
  }

  /// Runs the body while no other process holds the lock; the system gives it back when a holder dies.
  private func locked<Result>(_ path: String, _ body: () throws -> Result) throws -> Result {
    let descriptor = FileSystem.uninterrupted { open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666) }
    guard descriptor >= 0 else {
      throw FileSystem.failure("open", path, hint: "set NAS_CACHE to a folder that can be written")
    }
    defer { close(descriptor) }
    guard FileSystem.uninterrupted({ flock(descriptor, LOCK_EX) }) == 0 else { throw FileSystem.failure("lock", path) }
    return try body()
  }
}
