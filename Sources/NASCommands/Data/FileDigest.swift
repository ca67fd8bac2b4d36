import Crypto
import Foundation
import NASPlugin

/// The MD5 of a file: what the publishers of data sets state, good against damage and not against malice.
enum FileDigest {
  /// In hexadecimal digits; throws where the file cannot be read.
  static func md5(_ path: String) throws -> String {
    do {
      let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
      defer { try? file.close() }
      var hash = Insecure.MD5()
      while let piece = try file.read(upToCount: 1 << 20), !piece.isEmpty { hash.update(data: piece) }
      return hash.finalize().map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    } catch {
      throw NASError(.unavailable, "cannot read '\(path)': \(error.localizedDescription)")
    }
  }
}
