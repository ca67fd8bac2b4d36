import NASPlugin

/// Reads a pickle of plain data (protocol 4: texts, floats, lists and dictionaries) without executing anything.
///
/// Python's unpickler is a machine that can call any function; this one knows no instruction that does, and refuses
/// every instruction that it does not know, by name and offset.
package struct PickleReader {
  private enum Cell {
    case mark
    case value(PickleValue)
  }

  // Python sets at most 1,000 items at once; freeing values nested without limit would overflow the stack.
  private static let depthLimit = 4096

  private let title: String
  private var reader: ByteReader
  private var stack: [Cell] = []
  // Containers are stored as nil: at that time they are still empty, and a shared one has no place in plain data.
  private var memo: [PickleValue?] = []

  /// The value that the bytes hold; `title` names them in errors.
  ///
  /// Throws `NASError` `.invalid`.
  package static func read(_ bytes: [UInt8], title: String) throws -> PickleValue {
    var machine = PickleReader(title: title, reader: ByteReader(bytes[...]))
    return try machine.run()
  }

  private init(title: String, reader: ByteReader) { (self.title, self.reader) = (title, reader) }

  private mutating func run() throws -> PickleValue {
    guard reader.number(1) == UInt64(PickleOpcode.proto), reader.number(1) == 4 else {
      throw refusal("does not begin as a pickle of protocol 4", at: 0)
    }
    while true {
      let offset = reader.position
      guard let opcode = reader.number(1) else { throw refusal("ends without STOP", at: offset) }
      if UInt8(opcode) == PickleOpcode.stop { return try result(offset) }
      try execute(UInt8(opcode), at: offset)
      guard stack.count <= Self.depthLimit else { throw refusal("nests deeper than any table does", at: offset) }
    }
  }

  private mutating func execute(_ opcode: UInt8, at offset: Int) throws {
    switch opcode {
    case PickleOpcode.frame:
      // Frames only tell a reader how much to fetch at once; their lengths must be true all the same.
      guard let size = reader.number(8), size <= reader.remaining else {
        throw refusal("ends inside a frame", at: offset)
      }
    case PickleOpcode.emptyDictionary: stack.append(.value(.dictionary([])))
    case PickleOpcode.emptyList: stack.append(.value(.list([])))
    case PickleOpcode.mark: stack.append(.mark)
    case PickleOpcode.shortText: stack.append(.value(.text(try text(offset))))
    case PickleOpcode.float: stack.append(.value(.number(try float(offset))))
    case PickleOpcode.memoize: try memoize(offset)
    case PickleOpcode.get: try recall(offset)
    case PickleOpcode.appends: try append(offset)
    case PickleOpcode.setItems: try setItems(offset)
    default: throw refusal("uses \(PickleOpcode.name(opcode)), which plain data do not need", at: offset)
    }
  }

  private func result(_ offset: Int) throws -> PickleValue {
    guard stack.count == 1, case .value(let value) = stack[0] else {
      throw refusal("stops with \(stack.count) values", at: offset)
    }
    guard reader.remaining == 0 else { throw refusal("goes on after STOP", at: offset) }
    return value
  }

  private mutating func text(_ offset: Int) throws -> String {
    guard let size = reader.number(1), let bytes = reader.take(Int(size)) else {
      throw refusal("ends inside a text", at: offset)
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw refusal("has a text that is not UTF-8", at: offset)
    }
    return text
  }

  private mutating func float(_ offset: Int) throws -> Double {
    guard let bytes = reader.take(8) else { throw refusal("ends inside a number", at: offset) }
    return Double(bitPattern: bytes.reduce(0) { $0 << 8 | UInt64($1) })
  }

  private mutating func memoize(_ offset: Int) throws {
    guard case .value(let value) = stack.last else { throw refusal("memorizes nothing", at: offset) }
    switch value {
    case .text, .number: memo.append(value)
    case .list, .dictionary: memo.append(nil)
    }
  }

  private mutating func recall(_ offset: Int) throws {
    guard let index = reader.number(1), index < memo.count else {
      throw refusal("recalls what was never memorized", at: offset)
    }
    guard let value = memo[Int(index)] else { throw refusal("uses one list or dictionary twice", at: offset) }
    stack.append(.value(value))
  }

  private mutating func append(_ offset: Int) throws {
    let items = try popToMark(offset)
    guard case .value(.list(let list)) = stack.popLast() else {
      throw refusal("appends to what is no list", at: offset)
    }
    stack.append(.value(.list(list + items)))
  }

  private mutating func setItems(_ offset: Int) throws {
    let items = try popToMark(offset)
    guard case .value(.dictionary(var pairs)) = stack.popLast() else {
      throw refusal("sets items of what is no dictionary", at: offset)
    }
    guard items.count.isMultiple(of: 2) else { throw refusal("has a key without a value", at: offset) }
    for index in stride(from: 0, to: items.count, by: 2) {
      guard case .text(let key) = items[index] else { throw refusal("has a key that is no text", at: offset) }
      pairs.append((key, items[index + 1]))
    }
    stack.append(.value(.dictionary(pairs)))
  }

  private mutating func popToMark(_ offset: Int) throws -> [PickleValue] {
    var items: [PickleValue] = []
    while let cell = stack.popLast() {
      switch cell {
      case .mark: return items.reversed()
      case .value(let value): items.append(value)
      }
    }
    throw refusal("has no MARK", at: offset)
  }

  private func refusal(_ reason: String, at offset: Int) -> NASError {
    NASError(.invalid, "\(title) \(reason) (byte \(offset))", hint: "only the pinned file is read; fetch it again")
  }
}
