import Datasets
import Foundation
import NASPlugin
import Testing

struct DatasetCatalogTests {
  let catalog = DatasetCatalog.standard

  @Test func knowsItsNames() {
    #expect(catalog.names == ["cifar10", "fashion-mnist"])
    expectRefusal("'mnist'", "cifar10, fashion-mnist") { _ = try catalog.describe(name: "mnist", path: nil) }
  }

  private static let fashion =
    ProcessInfo.processInfo.environment["NAS_TEST_FASHION_MNIST"] ?? "/usr/share/datasets/fashion-mnist"
  private static let cifar = ProcessInfo.processInfo.environment["NAS_TEST_CIFAR10"] ?? ""

  @Test(
    .enabled(
      if: FileManager.default.fileExists(atPath: fashion),
      "Fashion-MNIST is missing: apt-get install dataset-fashion-mnist"))
  func readsTheRealFashionMNIST() throws {
    let scratch = try Scratch()
    let description = try catalog.describe(name: "fashion-mnist", path: Self.fashion)
    #expect(description.trainCount == 60_000 && description.testCount == 10_000)
    try checkTrain("fashion-mnist", Self.fashion, description, scratch, perClass: 6000)
  }

  @Test(
    .enabled(
      if: FileManager.default.fileExists(atPath: cifar),
      "CIFAR-10 is missing: set NAS_TEST_CIFAR10 to the folder of its binary version"))
  func readsTheRealCIFAR10() throws {
    let scratch = try Scratch()
    let description = try catalog.describe(name: "cifar10", path: Self.cifar)
    #expect(description.trainCount == 50_000 && description.testCount == 10_000)
    try checkTrain("cifar10", Self.cifar, description, scratch, perClass: 5000)
  }

  /// Classes are even, and mean and deviation are those that the description states.
  private func checkTrain(
    _ name: String, _ path: String, _ description: DatasetDescription, _ scratch: Scratch, perClass: Int
  ) throws {
    let images = try catalog.images(name: name, path: path, part: .train, cache: scratch.cache)
    let classes = Dictionary(grouping: images.allLabels) { $0 }
    #expect(classes.count == 10 && classes.values.allSatisfy { $0.count == perClass })
    let plane = images.shape.height * images.shape.width
    for channel in 0..<images.shape.channels {
      var counts = [Int](repeating: 0, count: 256)
      for index in 0..<images.count {
        for value in images.image(index)[(channel * plane)..<((channel + 1) * plane)] { counts[Int(value)] += 1 }
      }
      let total = Double(images.count * plane)
      let mean = counts.enumerated().reduce(0) { $0 + Double($1.offset) / 255 * Double($1.element) } / total
      let square = counts.enumerated().reduce(0) { $0 + pow(Double($1.offset) / 255, 2) * Double($1.element) } / total
      #expect(abs(mean - description.mean[channel]) < 1e-4)
      #expect(abs((square - mean * mean).squareRoot() - description.standardDeviation[channel]) < 1e-4)
    }
  }
}
