import NASPlugin
import Testing

/// A space of this build, set so small that its networks run in a moment.
struct SmallSpace: CustomTestStringConvertible {
  let plugin: String
  let name: String
  var options: [(path: String, value: OptionValue)] = []
  /// Rows and columns of the images.
  var side = 32

  var task: LearningTask { LearningTask(channels: 3, height: side, width: side, classes: 7) }
  var testDescription: String { "\(name) \(side)" }

  /// Every space that makes networks.
  static let all = [
    SmallSpace(
      plugin: "TabularSpaces", name: "nas-bench-201", options: [("channels", .integer(4)), ("cells", .integer(1))]),
    SmallSpace(
      plugin: "TabularSpaces", name: "nas-bench-101", options: [("channels", .integer(8)), ("cells", .integer(1))]),
    SmallSpace(plugin: "BlockSpaces", name: "mobile-blocks", options: [("width", .real(0.2))]),
    SmallSpace(plugin: "BlockSpaces", name: "shuffle-blocks", options: [("width", .real(0.25))]),
    SmallSpace(
      plugin: "ChainSpaces", name: "conv-chain", options: [("layers", .integer(6)), ("strides", .boolean(true))]),
    SmallSpace(
      plugin: "GraphSpaces", name: "hierarchical",
      options: [("channels", .integer(4)), ("initial_mutations", .integer(200))]),
    SmallSpace(
      plugin: "GraphSpaces", name: "large-scale-evolution",
      options: [("sample_mutations", .integer(20)), ("max_channels", .integer(64))]),
    SmallSpace(plugin: "CellSpaces", name: "nasnet-cell", options: cells),
    SmallSpace(plugin: "CellSpaces", name: "pnas-cell", options: cells),
    SmallSpace(
      plugin: "CellSpaces", name: "darts-cell", options: [("channels", .integer(4)), ("layers", .integer(5))]),
    SmallSpace(plugin: "CellSpaces", name: "nasnet-cell", options: cells + [("skeleton", .text("imagenet"))], side: 96),
    SmallSpace(
      plugin: "CellSpaces", name: "darts-cell",
      options: [("channels", .integer(4)), ("layers", .integer(5)), ("skeleton", .text("imagenet"))], side: 96),
  ]

  private static let cells: [(path: String, value: OptionValue)] = [
    ("channels", .integer(4)), ("cells", .integer(1)), ("drop_path", .real(0.3)),
  ]
}
