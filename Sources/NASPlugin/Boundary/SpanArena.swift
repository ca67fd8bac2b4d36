import CNASPlugin

/// Memory that is lent across the boundary for one call and used again for the next.
///
/// Spans stay valid until `reset()`; blocks are never moved while they are lent.
final class SpanArena {
  private var block: UnsafeMutableRawBufferPointer
  private var used = 0
  private var outgrown: [UnsafeMutableRawBufferPointer] = []

  init(capacity: Int = 4_096) { block = .allocate(byteCount: capacity, alignment: 16) }

  deinit {
    block.deallocate()
    for block in outgrown { block.deallocate() }
  }

  /// Ends all loans.
  func reset() {
    used = 0
    guard !outgrown.isEmpty else { return }
    for block in outgrown { block.deallocate() }
    outgrown.removeAll()
  }

  /// Room for `count` elements, uninitialised.
  @inline(__always)
  func room<T: BitwiseCopyable>(for count: Int, of type: T.Type) -> UnsafeMutablePointer<T> {
    bytes(count * MemoryLayout<T>.stride).bindMemory(to: T.self, capacity: count)
  }

  @inline(__always)
  private func bytes(_ count: Int) -> UnsafeMutableRawPointer {
    if count > block.count - used { grow(by: count) }
    let start = used
    // Every loan begins at a multiple of 16: so do the blocks, and their ends.
    used = (start + count + 15) & ~15
    return block.baseAddress.unsafelyUnwrapped + start
  }

  @inline(never)
  private func grow(by count: Int) {
    outgrown.append(block)
    block = .allocate(byteCount: (Swift.max(count, 2 * block.count) + 15) & ~15, alignment: 16)
    used = 0
  }

  /// One value a row; a column that holds its default everywhere may be left absent.
  @inline(__always)
  func column<Row, T: BitwiseCopyable>(_ rows: [Row], _ value: (Row) -> T) -> nas_column {
    let data = room(for: rows.count, of: T.self)
    for index in rows.indices { data[index] = value(rows[index]) }
    return nas_column(data: data, stride: UInt64(MemoryLayout<T>.stride))
  }

  /// `width` doubles a row; missing ones are not a number.
  @inline(__always)
  func doubles<Row>(_ rows: [Row], width: Int, _ values: (Row) -> [Double]) -> nas_column {
    let data = room(for: rows.count * width, of: Double.self)
    for index in rows.indices {
      let found = values(rows[index])
      for column in 0..<width { data[index * width + column] = column < found.count ? found[column] : .nan }
    }
    return nas_column(data: data, stride: UInt64(8 * width))
  }

  /// A value that lives as long as the loan.
  func lent<T: BitwiseCopyable>(_ value: T) -> UnsafePointer<T> {
    let copy = room(for: 1, of: T.self)
    copy.initialize(to: value)
    return UnsafePointer(copy)
  }

  /// A text.
  func text(_ text: String) -> nas_text {
    let bytes = room(for: text.utf8.count, of: CChar.self)
    for (index, byte) in text.utf8.enumerated() { bytes[index] = CChar(bitPattern: byte) }
    return nas_text(bytes: bytes, length: UInt64(text.utf8.count))
  }

  /// The tokens of each row, end to end.
  @inline(__always)
  func rows<Row>(_ rows: [Row], _ architecture: (Row) -> Architecture) -> nas_token_rows {
    let offsets = room(for: rows.count + 1, of: UInt64.self)
    var total = 0
    for index in rows.indices {
      offsets[index] = UInt64(total)
      total += architecture(rows[index]).tokens.count
    }
    offsets[rows.count] = UInt64(total)
    let tokens = room(for: total, of: Int32.self)
    for index in rows.indices {
      architecture(rows[index]).tokens.withUnsafeBufferPointer {
        guard let start = $0.baseAddress else { return }
        (tokens + Int(offsets[index])).update(from: start, count: $0.count)
      }
    }
    return nas_token_rows(data: tokens, offsets: offsets, count: UInt64(rows.count))
  }
}
