import ArgumentParser

/// `nas data list`: which data sets are known, and which are here.
struct ListDataCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Lists the known data sets, formats and tables, and says which are on this machine.",
    discussion: """
        nas data list
        nas data list --path ~/data/cifar-10-batches-bin --format json
      """)

  @Option(help: ArgumentHelp("Look for data sets in this folder too.", valueName: "folder")) var path: String?
  @Option(help: "table or json.") var format = OutputFormat.table

  func run() throws {
    try format.among([.table, .json], for: "data list")
    let listing = try DataListing(extraFolder: path)
    if format == .json { return try JSONOutput.print(listing) }
    var table = TextTable(
      ["name", "kind", "here", "images", "shape", "classes", "where, or what to do"], right: [3, 5])
    for set in listing.datasets {
      table.add([
        set.name, set.imported ? "imported" : "images", set.present ? "yes" : "no",
        set.train.map { "\($0) + \(set.test ?? 0)" } ?? "",
        set.shape?.map(String.init).joined(separator: "×") ?? "", set.classes.map(String.init) ?? "",
        set.path ?? set.hint ?? "",
      ])
    }
    for entry in listing.formats { table.add([entry.name, "format", "", "", "", "", entry.hint]) }
    for entry in listing.tables {
      table.add([
        entry.name, "table", entry.present ? "yes" : "no", "", "", "", entry.present ? entry.path : entry.hint,
      ])
    }
    try StandardOutput.write(table.text)
  }
}
