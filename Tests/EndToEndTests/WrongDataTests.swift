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

  /// The study with other data in its first line.
  private func use(_ data: String) throws {
    let text = try String(contentsOfFile: scratch.file("study.yaml"), encoding: .utf8)
    let rest = text.split(separator: "\n").dropFirst().joined(separator: "\n")
    try scratch.write("data: \(data)\n\(rest)\n", "study.yaml")
  }

  /// A safetensors file with two grey images of one pixel and their labels, of a type.
  private func arrays(labels: [Int64] = [0, 1], type: String = "I64", name: String = "labels") throws -> Data {
    let header =
      #"{"images":{"dtype":"U8","shape":[2,1,1,1],"data_offsets":[0,2]},"\#(name)":"#
      + #"{"dtype":"\#(type)","shape":[\#(labels.count)],"data_offsets":[2,\#(2 + 8 * labels.count)]}}"#
    let length = withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { Data($0) }
    return length + Data(header.utf8) + Data([7, 9]) + labels.withUnsafeBytes { Data($0) }
  }

  @Test func wrongArraysAreNamedWithWhatWasExpected() throws {
    try use("{ use: arrays, path: a.safetensors, train: 1, validation: 1 }")
    try refused("a.safetensors", "is not there")
    try scratch.write(try arrays(labels: [0, -3]), "a.safetensors")
    try refused("a.safetensors", "'labels'", "label -3 for image 1")
    try scratch.write(try arrays(type: "F64"), "a.safetensors")
    try refused("'labels'", "F64, where I64 is expected")
    try scratch.write(try arrays(name: "lables"), "a.safetensors")
    try refused("no tensor 'labels', only 'images', 'lables'")
    try scratch.write(try arrays().dropLast(3), "a.safetensors")
    try refused("a.safetensors")
    try scratch.write("no tensors", "a.safetensors")
    try refused("a.safetensors")
  }

  @Test func aWrongFolderOfPicturesIsNamedWithWhatWasExpected() throws {
    try use("{ use: image-folder, path: pictures, size: 8 }")
    try refused("/pictures", "is not there")
    for name in ["train/cat/a.png", "train/dog/b.png", "val/cat/c.png"] { try scratch.write("", "pictures/" + name) }
    try refused("the class 'dog'", "pictures/val lacks")
    try scratch.write("", "pictures/val/dog/readme.txt")
    try refused("pictures/val/dog/readme.txt", "pictures of a class are expected")
    try use("{ use: image-folder, path: pictures, size: 5000 }")
    try refused("data.size is 5000", "1 to 1024")
  }

  @Test func anOfficialDataSetThatIsNotHereSaysHowToGetIt() throws {
    try use("{ use: cifar100 }")
    try refused("cifar100 is not on this machine", "nas data get cifar100")
    try use("{ use: cifar100, size: 32 }")
    try refused("takes no data.size")
  }

  @Test func aWrongChecksumIsRefusedWithBothSums() throws {
    let cache = try Scratch()
    try scratch.write("not the archive", "cifar-10-binary.tar.gz")
    let run = try Program(
      ["data", "get", "cifar10", "--from", "cifar-10-binary.tar.gz"], in: scratch.path,
      environment: ["NAS_CACHE": cache.path])
    #expect(run.status == 2 && run.output.isEmpty && run.errorLines.count == 1, "\(run.errors)")
    for sum in ["faad6fe8d15940921af14a21e4af226d", "c32a1d4ab5d03f1284b67883e8d87530"] {
      #expect(run.errors.contains(sum), "\(run.errors)")
    }
    #expect(!cache.contents.contains { $0.hasPrefix("data/cifar10") }, "\(cache.contents)")
  }

  @Test func importedImagesAreFoundByTheirName() throws {
    let cache = try Scratch()
    func nas(_ arguments: String...) throws -> Program {
      try Program(arguments, in: scratch.path, environment: ["NAS_CACHE": cache.path])
    }
    try scratch.write(try arrays(), "a.safetensors")
    let done = try nas("data", "import", "a.safetensors", "--name", "tiny")
    #expect(done.output == "tiny: 2 + 0 images of 1×1×1, 2 classes\n", "\(done.errors)")
    try FileManager.default.removeItem(atPath: scratch.file("a.safetensors"))
    try use("{ use: tiny, train: 50%, validation: 0.5, stratified: true }")
    let checked = try nas("check", "study.yaml", "--set", "evaluator.recipe.batch_size=1")
    #expect(checked.status == 0, "\(checked.errors)")
    for line in ["use: tiny", "train: 1", "validation: 1", "stratified: true"] {
      #expect(checked.output.contains(line), "\(checked.output)")
    }
    let list = try nas("data", "list", "--format", "json").object()["datasets"] as? [[String: Any]]
    #expect(list?.contains { $0["name"] as? String == "tiny" && $0["imported"] as? Bool == true } == true)
    let again = try nas("data", "import", "study.yaml", "--name", "tiny")
    #expect(again.status == 2 && again.errorLines.count == 1, "\(again.errors)")
    try use("{ use: tiny, path: a.safetensors }")
    let path = try nas("check", "study.yaml")
    #expect(path.status == 2 && path.errors.contains("takes no data.path"), "\(path.errors)")
  }
}
