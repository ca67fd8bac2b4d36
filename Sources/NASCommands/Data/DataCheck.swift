/// The data sets and tables.
enum DataCheck {
  static var findings: [Finding] {
    do { return findings(try DataListing(extraFolder: nil)) } catch {
      return [Finding(name: "data", state: .broken, what: "\(error)", remedy: nil)]
    }
  }

  private static func findings(_ listing: DataListing) -> [Finding] {
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
