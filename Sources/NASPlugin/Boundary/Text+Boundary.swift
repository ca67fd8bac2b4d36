public import CNASPlugin

extension String {
  /// The text of a span, ill-formed UTF-8 repaired.
  public init(_ text: nas_text) {
    let bytes = UnsafeRawBufferPointer(start: text.bytes, count: text.bytes == nil ? 0 : Int(text.length))
    self = String(decoding: bytes, as: UTF8.self)
  }

  /// Lends the text as a span for the duration of `body`.
  public func withSpan<R>(_ body: (nas_text) throws -> R) rethrows -> R {
    var copy = self
    return try copy.withUTF8 { utf8 in
      try utf8.withMemoryRebound(to: CChar.self) { try body(nas_text(bytes: $0.baseAddress, length: UInt64($0.count))) }
    }
  }
}

extension nas_text {
  /// Text that stands in the program itself.
  init(_ text: StaticString) {
    self.init(
      bytes: UnsafeRawPointer(text.utf8Start).assumingMemoryBound(to: CChar.self),
      length: UInt64(text.utf8CodeUnitCount))
  }
}

/// Lends several texts at once, in order.
func withSpans<R>(_ texts: [String], _ body: ([nas_text]) throws -> R) rethrows -> R {
  var bytes: [CChar] = []
  var ends: [Int] = []
  for text in texts {
    bytes.append(contentsOf: text.utf8.lazy.map { CChar(bitPattern: $0) })
    ends.append(bytes.count)
  }
  return try bytes.withUnsafeBufferPointer { buffer in
    var start = 0
    let spans = ends.map { end -> nas_text in
      defer { start = end }
      return nas_text(bytes: buffer.baseAddress.map { $0 + start }, length: UInt64(end - start))
    }
    return try body(spans)
  }
}
