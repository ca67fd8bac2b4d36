import ArgumentParser
import NASPlugin
import Planning

/// `nas architecture show`: parameters, multiply-accumulates, layers or a picture of one architecture.
struct ShowArchitectureCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Prints the cost and the layers of an architecture, or draws it.",
    discussion: """
      TEXT is the form that the space writes, as 'nas best' prints it; or the word 'random';
      or the name of a published architecture, as 'nas architecture list' has them: then the
      space is set as in the publication, unless --set says otherwise.

        nas architecture show --space nas-bench-201 random --seed 3 --layers
        nas architecture show --space darts-cell darts-v2
        nas architecture show --space nas-bench-201 --set cells=1 '|none~0|+|…|'
        nas architecture show --space nas-bench-201 random --format svg > a.svg

      Pictures of a cell are drawn by nas; of a network by Graphviz, where it is here.
      """)

  @Option(help: ArgumentHelp("The space, as 'nas list spaces' names it.", valueName: "name")) var space: String
  @Option(name: .long, help: ArgumentHelp("Set an option of the space; may be repeated.", valueName: "key=value"))
  var set: [String] = []
  @Argument(help: "The architecture, 'random', or a published name.") var text: String
  @Option(help: "The seed of 'random'.") var seed: UInt64 = 0
  @Option(
    help: ArgumentHelp(
      "The data set whose images it is for; CIFAR-10 (3×32×32, 10 classes) unless named.", valueName: "name"))
  var data: String?
  @Option(help: ArgumentHelp("The size of the images, such as 3x224x224.", valueName: "CxHxW")) var input: String?
  @Option(help: "How many classes the classifier tells apart.") var classes: Int?
  @Option(help: "table, json, dot (Graphviz) or svg.") var format = ArchitectureFormat.table
  @Flag(help: "List every layer in the table; JSON always has them.") var layers = false
  @Option(
    help: "What dot and svg draw: the cell, the network (its parts), or all layers; the cell where the space has one.")
  var picture: PictureKind?
  @OptionGroup var plugins: PluginOptions

  func run() throws {
    let installation = try plugins.installation()
    let maker = ComponentMaker(installation: installation, seed: seed)
    var choice = try SpaceChoice(use: self.space, settings: set, data: data, installation)
    var space = try maker.space(choice.component)
    var task = choice.task
    let published = space.publishing?.published.first { $0.name == text }
    if let published {
      choice = try SpaceChoice(use: self.space, settings: published.settings + set, data: data, installation)
      space = try maker.space(choice.component)
      if data == nil { task = published.task ?? task }
    }
    let architecture = try published?.architecture ?? chosen(in: space)
    task = try TaskOptions(input: input, classes: classes).changing(task)
    var report = try ArchitectureReport(architecture, in: space, named: choice.component.name, task: task)
    report.published = published
    switch format {
    case .table: try StandardOutput.write(report.text(withLayers: layers))
    case .json: try JSONOutput.print(report)
    case .dot: try StandardOutput.write(DotText(drawing(of: report, space)).text)
    case .svg: try StandardOutput.write(SVGPicture(drawing(of: report, space)).text)
    }
  }

  private func chosen(in space: ForeignSpace) throws -> Architecture {
    guard text == "random" else { return try space.parse(text) }
    var stream = RandomSource(seed: seed).stream("architecture")
    return try space.sample(&stream)
  }

  private func drawing(of report: ArchitectureReport, _ space: ForeignSpace) throws -> Drawing {
    let (architecture, decisions) = (report.architecture, space.decisions)
    let cell =
      CellDrawing.drawing(of: architecture, decisions: decisions, title: report.title)
      ?? CellFigure.drawing(of: architecture, decisions: decisions, title: report.title)
    switch picture ?? (cell == nil ? .network : .cell) {
    case .layers: return NetworkDrawing(report).layers
    case .network: return NetworkDrawing(report).parts
    case .cell:
      if let cell { return cell }
      throw NASError(
        .unimplemented, "space '\(report.space)' has no cell whose edges its decisions name",
        hint: "draw it with --picture network")
    }
  }
}

/// How `nas architecture show` prints.
enum ArchitectureFormat: String, ExpressibleByArgument, CaseIterable {
  case table, json, dot, svg
}

/// What a picture shows.
enum PictureKind: String, ExpressibleByArgument, CaseIterable {
  case cell, network, layers
}
