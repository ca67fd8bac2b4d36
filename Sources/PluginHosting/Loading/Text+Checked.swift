import CNASPlugin
import Glibc

extension nas_text {
  /// The text, or nil where it is longer than `limit` bytes, has no bytes, or is no UTF-8.
  func checked(limit: Int) -> String? {
    guard length > 0 else { return "" }
    guard length <= UInt64(limit), let bytes else { return nil }
    return String(validating: UnsafeRawBufferPointer(start: bytes, count: Int(length)), as: UTF8.self)
  }
}

extension String {
  /// A C string, or nil where there is none, it does not end within `limit` bytes, or it is no UTF-8.
  init?(checking bytes: UnsafePointer<CChar>?, limit: Int) {
    guard let bytes else { return nil }
    let length = strnlen(bytes, limit + 1)
    guard length <= limit else { return nil }
    self.init(validating: UnsafeRawBufferPointer(start: bytes, count: length), as: UTF8.self)
  }
}
