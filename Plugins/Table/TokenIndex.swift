import NASPlugin

/// Finds the row of an architecture by its tokens: a hash table with open addressing over all rows' tokens.
///
/// The standard library's dictionary hashes an array of tokens in about 100 ns; a tabular search asks a million times
/// a second, so the hash here is one multiplication a token.
struct TokenIndex {
  private var tokens: [Int32] = []
  /// Row *r* is `tokens[ends[r] ..< ends[r + 1]]`.
  private var ends: [Int] = [0]
  /// Row numbers plus one, and 0 where free: a power of two of slots, at least half of them free.
  private var slots: [Int32]

  init(capacity: Int) {
    var size = 8
    while size < 2 * capacity { size *= 2 }
    slots = Array(repeating: 0, count: size)
  }

  /// The row with these tokens.
  func row(of wanted: [Int32]) -> Int? {
    let slot = slots[place(of: wanted)]
    return slot == 0 ? nil : Int(slot) - 1
  }

  /// Adds the next row; says the earlier row with the same tokens where there is one, and then adds nothing.
  mutating func insert(_ row: [Int32]) -> Int? {
    let place = place(of: row)
    guard slots[place] == 0 else { return Int(slots[place]) - 1 }
    tokens += row
    slots[place] = Int32(ends.count)
    ends.append(tokens.count)
    return nil
  }

  /// The slot of these tokens, or the free slot where they would go.
  private func place(of wanted: [Int32]) -> Int {
    var hash: UInt64 = 0x9E37_79B9_7F4A_7C15
    for token in wanted { hash = (hash ^ UInt64(UInt32(bitPattern: token))) &* 0xD6E8_FEB8_6659_FD93 }
    var place = Int(truncatingIfNeeded: hash >> 32) & (slots.count - 1)
    while slots[place] != 0, !isRow(Int(slots[place]) - 1, wanted) { place = (place + 1) & (slots.count - 1) }
    return place
  }

  private func isRow(_ row: Int, _ wanted: [Int32]) -> Bool {
    let start = ends[row]
    guard ends[row + 1] - start == wanted.count else { return false }
    for offset in wanted.indices where tokens[start + offset] != wanted[offset] { return false }
    return true
  }
}

extension TokenIndex {
  /// The rows of a table, each read by the space.
  init(of table: CSVTable, _ space: any SearchSpace, path: String) throws {
    self.init(capacity: table.architectures.count)
    for (row, text) in table.architectures.enumerated() {
      let architecture: Architecture
      do {
        architecture = try space.parse(text)
      } catch let error as NASError {
        throw Self.unreadable(row, of: table, path: path, error)
      }
      if let earlier = insert(architecture.tokens) {
        throw NASError(
          .invalid, "lines \(table.lines[earlier]) and \(table.lines[row]) of \(path) hold one architecture, \(text)",
          hint: "remove one of them")
      }
    }
  }

  private static func unreadable(_ row: Int, of table: CSVTable, path: String, _ error: NASError) -> NASError {
    let place = "line \(table.lines[row]) of \(path)"
    return NASError(
      .invalid, "\(place) holds no architecture of the study's space: \(error.message)",
      hint: "use a table made for this space, or correct the line")
  }
}
