public import CNASPlugin

extension Architecture {
  /// The tokens of a span, copied.
  @inlinable
  init(_ tokens: nas_tokens) {
    self.init(Array(UnsafeBufferPointer(start: tokens.data, count: tokens.data == nil ? 0 : Int(tokens.count))))
  }

  /// Lends the tokens as a span for the duration of `body`.
  @inlinable
  public func withSpan<R>(_ body: (nas_tokens) throws -> R) rethrows -> R {
    try tokens.withUnsafeBufferPointer { try body(nas_tokens(data: $0.baseAddress, count: UInt64($0.count))) }
  }

  /// Answers into a sink.
  func put(_ sink: UnsafePointer<nas_token_sink>?) {
    guard let sink else { return }
    withSpan { sink.pointee.put?(sink.pointee.ctx, $0.data, $0.count) }
  }
}

/// Collects the one architecture that a verb answers with.
func collectOne(_ verb: (UnsafePointer<nas_token_sink>) throws -> Void) throws -> Architecture {
  var found: Architecture?
  try withUnsafeMutablePointer(to: &found) { slot in
    var sink = nas_token_sink(ctx: UnsafeMutableRawPointer(slot)) { slot, tokens, count in
      slot?.assumingMemoryBound(to: Architecture?.self).pointee = Architecture(nas_tokens(data: tokens, count: count))
    }
    try verb(&sink)
  }
  guard let found else { throw NASError(.internal, "the plugin answered without an architecture") }
  return found
}

/// Collects all architectures that a verb answers with, in order.
func collectAll(_ verb: (UnsafePointer<nas_token_sink>) throws -> Void) throws -> [Architecture] {
  var found: [Architecture] = []
  try withUnsafeMutablePointer(to: &found) { slot in
    var sink = nas_token_sink(ctx: UnsafeMutableRawPointer(slot)) { slot, tokens, count in
      slot?.assumingMemoryBound(to: [Architecture].self).pointee
        .append(Architecture(nas_tokens(data: tokens, count: count)))
    }
    try verb(&sink)
  }
  return found
}

/// Collects the bytes that a verb answers with.
public func collectBytes(_ verb: (UnsafePointer<nas_byte_sink>) throws -> Void) throws -> [UInt8] {
  var found: [UInt8] = []
  try withUnsafeMutablePointer(to: &found) { slot in
    var sink = nas_byte_sink(ctx: UnsafeMutableRawPointer(slot)) { slot, bytes, count in
      let buffer = UnsafeRawBufferPointer(start: bytes, count: bytes == nil ? 0 : Int(count))
      slot?.assumingMemoryBound(to: [UInt8].self).pointee.append(contentsOf: buffer)
    }
    try verb(&sink)
  }
  return found
}

/// Collects the text that a verb answers with.
func collectText(_ verb: (UnsafePointer<nas_byte_sink>) throws -> Void) throws -> String {
  String(decoding: try collectBytes(verb), as: UTF8.self)
}

extension UnsafePointer<nas_byte_sink>? {
  /// Answers with bytes.
  public func put(_ bytes: [UInt8]) {
    guard let sink = self else { return }
    bytes.withUnsafeBytes { sink.pointee.put?(sink.pointee.ctx, $0.baseAddress, UInt64($0.count)) }
  }

  /// Answers with text.
  public func put(_ text: String) { put(Array(text.utf8)) }
}

extension RandomStream {
  /// The stream's state, as it crosses the boundary.
  @inlinable
  var boundary: nas_random {
    get { nas_random(a: words.x, b: words.y, c: words.z, d: words.w) }
    set { words = SIMD4(newValue.a, newValue.b, newValue.c, newValue.d) }
  }

  /// Lets the other side draw from this stream.
  @inlinable
  mutating func lend<R>(_ body: (UnsafeMutablePointer<nas_random>) throws -> R) rethrows -> R {
    var state = boundary
    defer { boundary = state }
    return try withUnsafeMutablePointer(to: &state, body)
  }

  /// Draws from the caller's stream.
  @inlinable
  static func borrowing<R>(_ pointer: UnsafeMutablePointer<nas_random>?, _ body: (inout RandomStream) throws -> R)
    throws -> R
  {
    guard let pointer else { throw NASError(.invalid, "the verb needs a random stream") }
    var stream = RandomStream(words: SIMD4(pointer.pointee.a, pointer.pointee.b, pointer.pointee.c, pointer.pointee.d))
    defer { pointer.pointee = stream.boundary }
    return try body(&stream)
  }
}

extension LearningTask {
  /// The task, as it crosses the boundary.
  var boundary: nas_task {
    nas_task(
      struct_size: UInt32(MemoryLayout<nas_task>.size), channels: UInt32(channels), height: UInt32(height),
      width: UInt32(width), classes: UInt32(classes), reserved: 0)
  }

  /// The task of the caller.
  init(_ task: UnsafePointer<nas_task>?) throws {
    guard let task = task?.pointee else { throw NASError(.invalid, "the verb needs a task") }
    self.init(
      channels: Int(task.channels), height: Int(task.height), width: Int(task.width), classes: Int(task.classes))
  }
}
