import NASPlugin

/// Picks columns out of CSV records and checks every rule of a table.
struct CSVTableReader {
  private let path: String
  private let header: [String]
  /// Where each wanted column is in a record: the architecture first.
  private let places: [Int]
  private var scanner: CSVScanner

  private var architectures: [String] = []
  private var lines: [Int] = []
  private var values: [Double] = []
  private var rows: [String: Int] = [:]

  /// Reads the header.
  ///
  /// `columns` are the architecture's and then the metrics'.
  init(path: String, bytes: UnsafeBufferPointer<UInt8>, columns: [String]) throws {
    var scanner = CSVScanner(path: path, bytes: bytes)
    guard try scanner.next() else {
      throw NASError(.invalid, "\(path) is empty", hint: "its first line must name the columns")
    }
    let header = try scanner.fields.indices.map { try scanner.text($0) }
    places = try columns.map { try Self.place($0, in: header, path) }
    (self.path, self.header, self.scanner) = (path, header, scanner)
  }

  /// Reads all rows.
  mutating func table() throws -> CSVTable {
    // A row is seldom shorter than 64 bytes; growing an array of this size once or twice does no harm.
    let estimate = scanner.size / 64
    rows.reserveCapacity(estimate)
    values.reserveCapacity(estimate * (places.count - 1))
    while try scanner.next() { try readRow() }
    guard !architectures.isEmpty else {
      throw NASError(.invalid, "\(path) names columns but has no rows", hint: "is it the right file?")
    }
    return CSVTable(
      architectures: architectures, lines: lines, metricCount: places.count - 1, values: values, rows: rows)
  }

  private mutating func readRow() throws {
    guard scanner.fields.count == header.count else {
      throw invalid("has \(scanner.fields.count) fields where the header names \(header.count) columns")
    }
    let architecture = try scanner.text(places[0])
    guard !architecture.isEmpty else { throw invalid("has no architecture in column '\(header[places[0]])'") }
    if let earlier = rows.updateValue(architectures.count, forKey: architecture) {
      throw invalid("repeats the architecture of line \(lines[earlier]), \(architecture)")
    }
    architectures.append(architecture)
    lines.append(scanner.line)
    for place in places.dropFirst() { try values.append(number(place)) }
  }

  private func number(_ place: Int) throws -> Double {
    if let number = CSVNumber.parse(scanner.bytes(place)) { return number }
    throw invalid("has '\(try scanner.text(place))' in column '\(header[place])' where a finite number is expected")
  }

  private func invalid(_ message: String) -> NASError {
    NASError(.invalid, "line \(scanner.line) of \(path) \(message)", hint: "correct the line or remove it")
  }

  private static func place(_ column: String, in header: [String], _ path: String) throws -> Int {
    let places = header.indices.filter { header[$0] == column }
    guard let place = places.first else {
      throw NASError(
        .invalid, "\(path) has no column '\(column)'", hint: "its columns are \(header.joined(separator: ", "))")
    }
    guard places.count == 1 else {
      throw NASError(.invalid, "\(path) names the column '\(column)' \(places.count) times")
    }
    return place
  }
}
