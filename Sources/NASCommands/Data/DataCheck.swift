/// The data sets and tables.
enum DataCheck {
  static var findings: [Finding] {
    let listing = DataListing(extraFolder: nil)
    let sets = listing.datasets.map { entry in
      Finding(
        name: entry.name, state: entry.present ? .good : .absent,
        what: entry.present ? "\(entry.train ?? 0) + \(entry.test ?? 0) images, \(entry.path ?? "")" : "not here",
        remedy: entry.present ? nil : entry.hint)
    }
    let tables = listing.tables.map { entry in
      Finding(
        name: entry.name, state: entry.present ? .good : .absent,
        what: entry.present ? entry.path : "the table is not here",
        remedy: entry.present ? nil : entry.hint)
    }
    return sets + tables
  }
}
