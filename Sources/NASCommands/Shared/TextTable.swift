/// Rows of text in aligned columns; numbers look best right-aligned, words left-aligned.
package struct TextTable {
  private var rows: [[String]]
  private let rightAligned: Set<Int>

  /// A table with a heading; the columns named in `right` are right-aligned.
  package init(_ heading: [String], right: Set<Int> = []) { (rows, rightAligned) = ([heading], right) }

  /// Adds a row with as many cells as the heading.
  package mutating func add(_ row: [String]) { rows.append(row) }

  /// The table, each row ending in a new line, without trailing spaces.
  package var text: String {
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      let cells = row.enumerated().map { column, cell in
        let space = String(repeating: " ", count: widths[column] - cell.count)
        return rightAligned.contains(column) ? space + cell : cell + space
      }
      var line = cells.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return line + "\n"
    }.joined()
  }
}
