import CNASPlugin

extension Network {
  /// Reads a flat buffer; every offset and count is checked, so hostile bytes give an error and nothing else.
  public init(decoding bytes: UnsafeRawBufferPointer) throws {
    let reader = try NetworkReader(bytes)
    nodes = try (0..<Int(reader.header.node_count)).map(reader.node)
    cells = try reader.cells()
    for index in 0..<Int(reader.header.override_count) {
      let record = reader.overrides.load(index, as: nas_network_override.self)
      guard record.value.isFinite else {
        throw NASError(.invalid, "the network overrides a setting by a value that is not finite")
      }
      recipeOverrides[try reader.text(record.key_offset, record.key_length)] = record.value
    }
  }

  /// Reads a flat buffer.
  public init(decoding bytes: [UInt8]) throws { self = try bytes.withUnsafeBytes { try Network(decoding: $0) } }
}

/// The sections of a network buffer, each known to lie within it.
private struct NetworkReader {
  let header: nas_network_header
  let records: Section
  let inputs: Section
  let attributes: Section
  let cellWords: Section
  let overrides: Section
  let texts: Section

  /// A run of equally long elements.
  struct Section {
    var bytes: UnsafeRawBufferPointer
    var stride: Int

    func load<T: BitwiseCopyable>(_ index: Int, as type: T.Type) -> T {
      bytes.loadUnaligned(fromByteOffset: index * stride, as: type)
    }
  }

  init(_ bytes: UnsafeRawBufferPointer) throws {
    guard bytes.count >= MemoryLayout<nas_network_header>.size else {
      throw NASError(.invalid, "the network buffer is \(bytes.count) bytes long, shorter than its header")
    }
    let header = bytes.loadUnaligned(as: nas_network_header.self)
    guard header.magic == NAS_NETWORK_MAGIC, header.header_size >= MemoryLayout<nas_network_header>.size,
      header.node_size >= MemoryLayout<nas_network_node>.size, header.node_size <= 4_096
    else { throw NASError(.invalid, "the network buffer does not start with a header of version 1") }
    var start = Int(header.header_size)
    func section(_ count: UInt32, _ stride: Int) throws -> Section {
      let end = start + Int(count) * stride
      guard end <= bytes.count else {
        throw NASError(.invalid, "the network buffer ends at byte \(bytes.count), but a part of it reaches to \(end)")
      }
      defer { start = end }
      return Section(bytes: UnsafeRawBufferPointer(rebasing: bytes[start..<end]), stride: stride)
    }
    self.header = header
    records = try section(header.node_count, Int(header.node_size))
    inputs = try section(header.input_count, 4)
    attributes = try section(header.attribute_count, 8)
    cellWords = try section(header.cell_words, 4)
    overrides = try section(header.override_count, MemoryLayout<nas_network_override>.size)
    texts = try section(header.text_length, 1)
    guard start == bytes.count else {
      throw NASError(.invalid, "the network buffer has \(bytes.count - start) bytes too many")
    }
  }

  func text(_ offset: UInt32, _ length: UInt32) throws -> String {
    guard Int(offset) + Int(length) <= texts.bytes.count else {
      throw NASError(.invalid, "the network buffer names a text beyond its end")
    }
    return String(
      decoding: UnsafeRawBufferPointer(rebasing: texts.bytes[Int(offset)..<Int(offset) + Int(length)]), as: UTF8.self)
  }

  func node(_ index: Int) throws -> Network.Node {
    let record = records.load(index, as: nas_network_node.self)
    let id = try text(record.id_offset, record.id_length)
    guard UInt64(record.first_input) + UInt64(record.input_count) <= header.input_count,
      UInt64(record.first_attribute) + UInt64(record.attribute_count) <= header.attribute_count
    else { throw NASError(.invalid, "network node '\(id)' refers beyond the buffer") }
    let sources = (0..<Int(record.input_count)).map { Int(inputs.load(Int(record.first_input) + $0, as: Int32.self)) }
    guard sources.allSatisfy({ $0 >= 0 && $0 < index }) else {
      throw NASError(.invalid, "network node '\(id)' reads a node that does not come before it")
    }
    let pool = (0..<Int(record.attribute_count)).map {
      attributes.load(Int(record.first_attribute) + $0, as: Int64.self)
    }
    return Network.Node(id: id, try Operation(code: record.operation, attributes: pool[...], node: id), inputs: sources)
  }

  func cells() throws -> [Network.Cell] {
    var at = 0
    func next() throws -> Int {
      guard at < Int(header.cell_words) else {
        throw NASError(.invalid, "the cells of the network buffer end too early")
      }
      defer { at += 1 }
      let word = cellWords.load(at, as: Int32.self)
      guard word >= 0 else { throw NASError(.invalid, "the cells of the network buffer hold the number \(word)") }
      return Int(word)
    }
    // A cell takes five words at least: a damaged count must not make room for billions.
    guard 5 * UInt64(header.cell_count) <= header.cell_words else {
      throw NASError(.invalid, "the network buffer has \(header.cell_count) cells in \(header.cell_words) words")
    }
    return try (0..<Int(header.cell_count)).map { _ in
      let name = try text(UInt32(try next()), UInt32(try next()))
      let (inputCount, outputCount, edgeCount) = (try next(), try next(), try next())
      guard inputCount + outputCount + 3 * edgeCount <= Int(header.cell_words) - at else {
        throw NASError(.invalid, "cell '\(name)' of the network buffer is longer than the buffer")
      }
      let inputs = try (0..<inputCount).map { _ in try next() }
      let outputs = try (0..<outputCount).map { _ in try next() }
      let edges = try (0..<edgeCount).map { _ in Network.Cell.Edge(from: try next(), to: try next(), choice: try next())
      }
      return Network.Cell(name: name, inputs: inputs, outputs: outputs, edges: edges)
    }
  }
}
