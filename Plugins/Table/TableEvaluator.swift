import NASPlugin

/// Looks the metrics of an architecture up in a CSV file.
struct TableEvaluator: Evaluator, Component {
  struct Configuration: ComponentConfiguration {
    var path = Option<FilePath>.required("A CSV file whose first line names its columns.")
    var architecture = Option("architecture", "The column with the text of each architecture, as the space writes it.")
    var metrics = Option<NameMap>.required("The metrics: a name, and the column that holds it.")
    var minimize = Option(NameList([]), "Which of the metrics are better when smaller.")

    func validate() throws {
      let names = metrics.value.entries.map(\.key)
      guard !names.isEmpty else {
        throw NASError(.invalid, "the table has no metrics", hint: "write metrics: { NAME: COLUMN }")
      }
      if let unknown = minimize.value.names.first(where: { !names.contains($0) }) {
        throw NASError(
          .invalid, "minimize names '\(unknown)', which is no metric of the table",
          hint: "its metrics are \(names.joined(separator: ", "))")
      }
    }
  }

  static let descriptor = ComponentDescriptor(
    name: "table", summary: "Looks metrics up in a CSV file, one row an architecture.", traits: [.pure, .inProcess])

  let metrics: [Metric]
  let space: any SearchSpace
  let path: String
  let index: TokenIndex
  /// The metrics of all rows, row after row.
  let values: [Double]

  /// Reads the file and lets the space parse every row.
  init(configuration: Configuration, context: ComponentContext) throws {
    let entries = configuration.metrics.value.entries
    let minimized = configuration.minimize.value.names
    metrics = entries.map { Metric($0.key, maximize: !minimized.contains($0.key)) }
    (space, path) = (try context.space, configuration.path.value.string)
    let table = try CSVTable(
      path: path, architectureColumn: configuration.architecture.value, metricColumns: entries.map(\.value))
    (index, values) = (try TokenIndex(of: table, space, path: path), table.values)
  }

  func evaluate(_ candidates: [Candidate], in session: EvaluationSession) -> [Evaluation] {
    candidates.map { candidate in
      guard let row = index.row(of: candidate.architecture.tokens) else {
        return .failed("the table \(path) has no row for \(space.label(candidate.architecture))")
      }
      return .completed(Array(values[row * metrics.count..<(row + 1) * metrics.count]))
    }
  }
}
