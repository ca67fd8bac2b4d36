/// The functions and variables that a library offers to others.
struct ELFSymbols {
  /// Whether a function of the sought name is among them.
  private(set) var hasFunction = false
  /// How many there are beside it.
  private(set) var others = 0

  init(_ file: ELFBytes, _ dynamic: ELFDynamic, function: String) throws {
    let name = Array(function.utf8)
    for index in 1..<Swift.max(1, try Self.count(file, dynamic)) {
      let start = dynamic.symbols + 24 * index
      let info = try file.integer(start, plus: 4, as: UInt8.self)
      let visibility = try file.integer(start, plus: 5, as: UInt8.self) & 3
      let section = try file.integer(start, plus: 6, as: UInt16.self)
      guard section != 0, Self.visibleBindings.contains(info >> 4), visibility == 0 || visibility == 3 else { continue }
      let position = UInt64(try file.integer(start, as: UInt32.self))
      let isSought = info & 15 == 2 && file.hasString(name, at: dynamic.strings.lowerBound + position)
      if isSought { hasFunction = true } else { others += 1 }
    }
  }

  /// Global, weak and unique symbols.
  private static let visibleBindings: Set<UInt8> = [1, 2, 10]

  /// The length of the table of symbols, which only the hash tables tell.
  private static func count(_ file: ELFBytes, _ dynamic: ELFDynamic) throws -> UInt64 {
    let count: UInt64
    if let hash = dynamic.hash {
      count = UInt64(try file.integer(hash, plus: 4, as: UInt32.self))
    } else if let hash = dynamic.gnuHash {
      count = try countByGNUHash(file, hash)
    } else {
      throw ELFDefect("it is damaged: it has no table of exported names")
    }
    guard count <= file.count / 24, file.holds(dynamic.symbols, 24 * count) else {
      throw ELFDefect("it is damaged: its table of symbols is longer than the file")
    }
    return count
  }

  /// Buckets hold the first symbol of each chain; the last chain ends with the last symbol.
  private static func countByGNUHash(_ file: ELFBytes, _ hash: UInt64) throws -> UInt64 {
    let bucketCount = UInt64(try file.integer(hash, as: UInt32.self))
    let first = UInt64(try file.integer(hash, plus: 4, as: UInt32.self))
    let filterWords = UInt64(try file.integer(hash, plus: 8, as: UInt32.self))
    let (buckets, chains) = (16 + 8 * filterWords, 16 + 8 * filterWords + 4 * bucketCount)
    guard file.holds(hash, chains) else { throw ELFDefect("it is damaged: its table of exported names is too long") }
    var last: UInt64 = 0
    for index in 0..<bucketCount {
      last = Swift.max(last, UInt64(try file.integer(hash, plus: buckets + 4 * index, as: UInt32.self)))
    }
    guard last >= first, last > 0 else { return first }
    while try file.integer(hash, plus: chains + 4 * (last - first), as: UInt32.self) & 1 == 0 { last += 1 }
    return last + 1
  }
}
