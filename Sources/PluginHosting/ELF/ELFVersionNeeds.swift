/// The versions of glibc's symbols that a library asks for.
struct ELFVersionNeeds {
  /// The highest version, with the library it is asked from.
  private(set) var glibc: (version: GlibcVersion, library: String)?

  /// More than any linker writes; keeps damaged tables from being walked for ever.
  private static let limit = 4_096

  init(_ file: ELFBytes, _ dynamic: ELFDynamic) throws {
    guard var record = dynamic.versionNeeds else { return }
    var seen = 0
    while true {
      let library = try dynamic.name(file, UInt64(try file.integer(record, plus: 4, as: UInt32.self)))
      var entry = record + UInt64(try file.integer(record, plus: 8, as: UInt32.self))
      while true {
        seen += 1
        guard seen <= Self.limit else { throw ELFDefect("it is damaged: its table of versions does not end") }
        let name = try dynamic.name(file, UInt64(try file.integer(entry, plus: 8, as: UInt32.self)))
        note(name, library)
        let next = UInt64(try file.integer(entry, plus: 12, as: UInt32.self))
        if next == 0 { break }
        entry += next
      }
      let next = UInt64(try file.integer(record, plus: 12, as: UInt32.self))
      if next == 0 { break }
      record += next
    }
  }

  private mutating func note(_ name: String, _ library: String) {
    guard name.hasPrefix("GLIBC_"), let version = GlibcVersion(name.dropFirst(6)) else { return }
    if glibc.map({ $0.version < version }) ?? true { glibc = (version, library) }
  }
}
