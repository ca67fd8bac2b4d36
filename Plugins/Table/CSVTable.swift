import NASPlugin

/// A table of architectures in a CSV file (RFC 4180, UTF-8): one row an architecture, some of its columns metrics.
package struct CSVTable: Sendable {
  /// The text of each row's architecture; no two are equal.
  package let architectures: [String]
  /// How many metrics a row has.
  package let metricCount: Int
  /// The metrics, row after row, in the order in which their columns were asked for; all finite.
  package let values: [Double]

  /// The line of the file on which each row begins, from 1.
  package let lines: [Int]

  private let rows: [String: Int]

  /// Reads the named columns of a file whose first line names all columns.
  ///
  /// Throws `NASError` `.missing` or `.invalid`, with line and column, for a file that is not there or empty, a column
  /// that is unknown or named twice, a row with too few or too many fields, a figure that is no finite number, and an
  /// architecture that has two rows.
  package init(path: String, architectureColumn: String, metricColumns: [String]) throws {
    let bytes = try CSVFile.read(path)
    self = try bytes.withUnsafeBufferPointer {
      var reader = try CSVTableReader(path: path, bytes: $0, columns: [architectureColumn] + metricColumns)
      return try reader.table()
    }
  }

  init(architectures: [String], lines: [Int], metricCount: Int, values: [Double], rows: [String: Int]) {
    (self.architectures, self.lines, self.rows) = (architectures, lines, rows)
    (self.metricCount, self.values) = (metricCount, values)
  }

  /// The row of an architecture's text, or nil where the table has none.
  package func row(of architecture: String) -> Int? { rows[architecture] }

  /// The metrics of a row.
  package func metrics(ofRow row: Int) -> ArraySlice<Double> { values[(row * metricCount)..<((row + 1) * metricCount)] }
}
