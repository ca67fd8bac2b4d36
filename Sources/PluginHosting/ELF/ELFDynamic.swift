/// The dynamic section: which tables the library has, and which libraries it asks for.
struct ELFDynamic {
  private(set) var needed: [String] = []
  /// Where the dynamic linker looks for them first; empty where nothing is said.
  private(set) var runpath = ""
  /// File offsets of the tables.
  let strings: Range<UInt64>
  let symbols: UInt64
  let hash: UInt64?
  let gnuHash: UInt64?
  let versionNeeds: UInt64?

  private enum Tag {
    static let end: UInt64 = 0
    static let needed: UInt64 = 1
    static let hash: UInt64 = 4
    static let strings: UInt64 = 5
    static let symbols: UInt64 = 6
    static let stringsSize: UInt64 = 10
    static let symbolSize: UInt64 = 11
    static let rpath: UInt64 = 15
    static let runpath: UInt64 = 29
    static let gnuHash: UInt64 = 0x6FFF_FEF5
    static let versionNeeds: UInt64 = 0x6FFF_FFFE
    static let auxiliary: UInt64 = 0x7FFF_FFFD
    static let filter: UInt64 = 0x7FFF_FFFF
    /// All that make the dynamic linker open another library.
    static let libraries = [needed, auxiliary, filter]
  }

  init(_ file: ELFBytes, _ header: ELFHeader) throws {
    let entries = try Self.entries(file, header.dynamic)
    func value(_ tag: UInt64) -> UInt64? { entries.first { $0.tag == tag }?.value }
    func place(_ tag: UInt64) throws -> UInt64? { try value(tag).map(header.offset) }
    guard let start = try place(Tag.strings), let size = value(Tag.stringsSize), file.holds(start, size),
      let symbols = try place(Tag.symbols), value(Tag.symbolSize) ?? 24 == 24
    else { throw ELFDefect("it is damaged: its dynamic section lacks names or symbols") }
    (strings, self.symbols) = (start..<start + size, symbols)
    (hash, gnuHash) = (try place(Tag.hash), try place(Tag.gnuHash))
    versionNeeds = try place(Tag.versionNeeds)
    needed = try entries.filter { Tag.libraries.contains($0.tag) }.map { try name(file, $0.value) }
    if let path = value(Tag.runpath) ?? value(Tag.rpath) { runpath = try name(file, path) }
  }

  /// The name that begins at a position in the table of names.
  func name(_ file: ELFBytes, _ position: UInt64) throws -> String {
    guard position < UInt64(strings.count) else { throw ELFDefect("it is damaged: a name lies outside of its table") }
    return try file.string(strings.lowerBound + position, before: strings.upperBound)
  }

  private static func entries(_ file: ELFBytes, _ section: Range<UInt64>) throws -> [(tag: UInt64, value: UInt64)] {
    var found: [(tag: UInt64, value: UInt64)] = []
    var position = section.lowerBound
    while position < section.upperBound {
      let tag = try file.integer(position, as: UInt64.self)
      if tag == Tag.end { break }
      found.append((tag, try file.integer(position, plus: 8, as: UInt64.self)))
      guard found.count <= 4_096 else { throw ELFDefect("it is damaged: its dynamic section does not end") }
      position += 16
    }
    return found
  }
}
