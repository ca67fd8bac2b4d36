import ArgumentParser
import Datasets
import NASPlugin

/// `nas data import`: decodes images of a person's own into the cache under a name.
struct ImportDataCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Brings your own images into the cache under a name.",
    discussion: """
      Afterwards 'data: { use: NAME }' finds them without a path, and the files that they
      came from are not needed any more.

        nas data import flowers.safetensors --name flowers
        nas data import ~/tiny-imagenet-200 --name tiny-imagenet --size 64
      """)

  @Argument(
    help: "FILE.safetensors, a folder with train.safetensors and test.safetensors, or one with train/CLASS/*.jpg.")
  var path: String
  @Option(help: "The name for study files: small letters, digits, '-', '_' and '.'.") var name: String
  @Option(help: ArgumentHelp("Side of the images that pictures become; 64 unless named.", valueName: "pixels"))
  var size: Int?
  @Option(help: ArgumentHelp("How many classes arrays have, where more than their labels show.", valueName: "number"))
  var classes: Int?

  func run() throws {
    let catalog = DatasetCatalog(cache: Folders.cache)
    let request = DatasetRequest(name: try catalog.recognize(path), path: path, size: size, classes: classes)
    let found = try catalog.import(request, as: name)
    let shape = [found.shape.channels, found.shape.height, found.shape.width].map(String.init)
    try StandardOutput.write(
      "\(name): \(found.trainCount) + \(found.testCount) images of \(shape.joined(separator: "×")), "
        + "\(found.classes) classes\n")
  }
}
