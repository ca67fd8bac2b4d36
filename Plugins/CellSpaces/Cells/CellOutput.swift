import NASPlugin

/// Which states a cell lays side by side as its output.
///
/// NASNet's rule is those that no block reads. Its published cells also give some that are read: `unused+1` adds state
/// 1.
struct CellOutput: Equatable, Sendable {
  private var isAll = false
  /// One bit for each state that is an output in any case.
  private var extra: UInt32 = 0

  /// All blocks, as PNASNet has it.
  static let all = CellOutput(isAll: true, extra: 0)

  private init(isAll: Bool, extra: UInt32) { (self.isAll, self.extra) = (isAll, extra) }

  /// Reads `unused`, `all`, or either with states behind plus signs; throws `.invalid` with what was expected.
  init(_ text: String, option: String, blocks: Int) throws {
    let parts = text.split(separator: "+", omittingEmptySubsequences: false)
    guard let rule = parts.first, rule == "unused" || rule == "all" else {
      throw Self.error(text, option, "it begins with neither 'unused' nor 'all'", blocks)
    }
    isAll = rule == "all"
    for part in parts.dropFirst() {
      guard let state = UInt32(part), state < blocks + 2 else {
        throw Self.error(text, option, "'\(part)' is no state of a cell of \(blocks) blocks", blocks)
      }
      extra |= 1 << state
    }
  }

  /// Whether the order of blocks says which of them are outputs.
  var namesBlocks: Bool { !isAll && extra >> 2 != 0 }

  /// One bit for each state of a cell that is an output.
  func states(of cell: Cell) -> UInt32 {
    let every: UInt32 = (1 << UInt32(cell.count + 2)) - 1
    return extra & every | (isAll ? every & ~3 : every & ~cell.usedStates)
  }

  private static func error(_ text: String, _ option: String, _ what: String, _ blocks: Int) -> NASError {
    NASError(
      .invalid, "\(option) is '\(text)': \(what)",
      hint: "write unused, all, or add states that are outputs as well: unused+1, with states 0 to \(blocks + 1)")
  }
}
