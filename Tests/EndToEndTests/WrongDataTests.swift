import Foundation
import Testing

/// Data files that are missing or cut off are named before anything is made.
@Suite(.enabled(if: Program.isBuilt, "the release build is missing: make build"))
struct WrongDataTests {
  private static let official = "/usr/share/datasets/fashion-mnist"
  private static let names = ["train-images-idx3", "train-labels-idx1", "t10k-images-idx3", "t10k-labels-idx1"].map {
    $0 + "-ubyte.gz"
  }
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try scratch.write(
      """
      data: { use: fashion-mnist, path: data, train: 300, validation: 200 }
      space: { use: nas-bench-201, channels: 2, cells: 1 }
      strategy: { use: random }
      evaluator: { use: train-and-validate, recipe: { epochs: 1 } }
      objective: { maximize: accuracy }
      budget: { trials: 2 }

      """, "study.yaml")
  }

  /// The folder is where the file says it is not; its cache is the test's own.
  private func refused(_ words: String..., location: SourceLocation = #_sourceLocation) throws {
    let (before, cache) = (scratch.contents, try Scratch())
    let run = try Program(["run", "study.yaml"], in: scratch.path, environment: ["NAS_CACHE": cache.path])
    #expect(run.status == 2 && run.output.isEmpty, "\(run.errors)", sourceLocation: location)
    #expect(run.errorLines.count == 1 && run.errors.hasPrefix("nas: "), "\(run.errors)", sourceLocation: location)
    for word in words { #expect(run.errors.contains(word), "\(run.errors)", sourceLocation: location) }
    #expect(scratch.contents == before, sourceLocation: location)
    #expect(cache.contents.allSatisfy { $0.hasSuffix(".lock 0") }, "\(cache.contents)", sourceLocation: location)
  }

  @Test func aMissingFolderIsNamed() throws { try refused("/data", "fashion-mnist") }

  @Test func anEmptyFolderIsNamed() throws {
    try FileManager.default.createDirectory(atPath: scratch.file("data"), withIntermediateDirectories: false)
    try refused("train-images-idx3-ubyte")
  }

  @Test func otherBytesAreNamed() throws {
    for name in Self.names { try scratch.write("these are no images", "data/" + name) }
    try refused("ubyte.gz")
  }

  @Test(
    .enabled(if: Training.obstacle == nil, "\(Training.obstacle ?? "")"), arguments: names)
  func aFileThatIsCutOffIsNamed(_ name: String) throws {
    for other in Self.names {
      let source = URL(fileURLWithPath: "\(Self.official)/\(other)")
      let bytes = try Data(contentsOf: source, options: .alwaysMapped)
      try scratch.write(other == name ? bytes.prefix(bytes.count / 2) : bytes, "data/" + other)
    }
    try refused(name)
  }

  @Test func anUnknownDataSetIsAnsweredWithTheNearest() throws {
    try expectRefusal(
      ["run", "study.yaml", "--set", "data.use=fashion-mnits"], in: scratch, saying: "did you mean 'fashion-mnist'?")
  }

  @Test(.enabled(if: Training.obstacle == nil, "\(Training.obstacle ?? "")"))
  func moreImagesThanThereAreIsRefused() throws {
    try expectRefusal(
      ["run", "study.yaml", "--set", "data={ use: fashion-mnist, train: 60000, validation: 1 }"], in: scratch,
      saying: "60000 + 1", "60000 training images")
  }

  @Test func anEvaluatorThatNeedsImagesSaysSo() throws {
    let text = try String(contentsOfFile: scratch.file("study.yaml"), encoding: .utf8)
    try scratch.write(text.split(separator: "\n").dropFirst().joined(separator: "\n"), "study.yaml")
    try expectRefusal(["run", "study.yaml"], in: scratch, saying: "train-and-validate", "needs images", "data:")
  }
}
