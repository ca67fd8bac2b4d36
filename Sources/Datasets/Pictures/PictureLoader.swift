import Dispatch
import NASPlugin
import Synchronization

/// Decodes and resizes pictures, several at once, and hands them to a writer in their order.
struct PictureLoader: Sendable {
  private static let group = 64
  /// A picture of more bytes is taken for a mistake.
  private static let mostBytes = 256 << 20

  let size: Int

  /// Loads all pictures; the first broken one, in their order, is refused by its path.
  func load(_ pictures: [PictureFolder.Entry], to writer: ImageWriter) throws {
    var values = [UInt8](repeating: 0, count: Self.group * 3 * size * size)
    for first in stride(from: 0, to: pictures.count, by: Self.group) {
      let some = pictures[first..<min(first + Self.group, pictures.count)]
      try values.withUnsafeMutableBufferPointer { values in
        let room = UnsafeMutableBufferPointer(rebasing: values.prefix(some.count * 3 * size * size))
        try load(some, into: room)
        try writer.append(images: UnsafeBufferPointer(room), labels: some.map(\.label))
      }
    }
  }

  /// No image depends on another, so how many are in hand at once changes nothing but the time.
  private func load(_ pictures: ArraySlice<PictureFolder.Entry>, into values: UnsafeMutableBufferPointer<UInt8>)
    throws
  {
    let count = 3 * size * size
    // Every iteration writes its own part.
    nonisolated(unsafe) let values = values
    let failures = Mutex<[Int: any Error]>([:])
    DispatchQueue.concurrentPerform(iterations: pictures.count) { index in
      let output = UnsafeMutableBufferPointer(rebasing: values[(index * count)..<((index + 1) * count)])
      do {
        try load(pictures[pictures.startIndex + index].path, into: output)
      } catch {
        failures.withLock { $0[index] = error }
      }
    }
    if let first = failures.withLock({ $0.min { $0.key < $1.key } }) { throw first.value }
  }

  private func load(_ path: String, into output: UnsafeMutableBufferPointer<UInt8>) throws {
    let bytes = try FileSystem.contents(of: path, atMost: Self.mostBytes, hint: "replace the picture or remove it")
    // Twice the size leaves the filter enough to average over.
    let picture = try Picture(bytes, leastSide: 2 * size, path: path)
    PictureScaler(size: size).scale(picture, into: output)
  }
}
