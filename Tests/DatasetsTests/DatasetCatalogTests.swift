import Datasets
import Foundation
import NASPlugin
import Testing

struct DatasetCatalogTests {
  @Test func knowsItsNames() throws {
    let catalog = DatasetCatalog(cache: "/nowhere")
    #expect(catalog.officialNames == ["cifar10", "cifar100", "fashion-mnist", "mnist"])
    #expect(catalog.formatNames == ["arrays", "image-folder"])
    #expect(try catalog.importedNames() == [])
    expectRefusal("'mnits'", "arrays, cifar10, cifar100, fashion-mnist, image-folder, mnist") {
      _ = try catalog.open(DatasetRequest(name: "mnits"))
    }
    expectRefusal("'../x'", "known: arrays") { _ = try catalog.open(DatasetRequest(name: "../x")) }
    expectRefusal("arrays is not on this machine", "safetensors", code: .missing) {
      _ = try catalog.open(DatasetRequest(name: "arrays"))
    }
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
    let description = try scratch.describe("fashion-mnist", path: Self.fashion)
    #expect(description.trainCount == 60_000 && description.testCount == 10_000)
    try checkTrain("fashion-mnist", Self.fashion, description, scratch, perClass: 6000)
  }

  @Test(
    .enabled(
      if: FileManager.default.fileExists(atPath: cifar),
      "CIFAR-10 is missing: set NAS_TEST_CIFAR10 to the folder of its binary version"))
  func readsTheRealCIFAR10() throws {
    let scratch = try Scratch()
    let description = try scratch.describe("cifar10", path: Self.cifar)
    #expect(description.trainCount == 50_000 && description.testCount == 10_000)
    try checkTrain("cifar10", Self.cifar, description, scratch, perClass: 5000)
  }

  /// Classes are even, and mean and deviation are those that the description states.
  private func checkTrain(
    _ name: String, _ path: String, _ description: DatasetDescription, _ scratch: Scratch, perClass: Int
  ) throws {
    let images = try scratch.open(DatasetRequest(name: name, path: path)).images(.train)
    let classes = Dictionary(grouping: images.allLabels) { $0 }
    #expect(classes.count == 10 && classes.values.allSatisfy { $0.count == perClass })
    let stated = try #require(description.statistics)
    for channel in 0..<images.shape.channels {
      #expect(abs(images.statistics.mean[channel] - stated.mean[channel]) < 1e-4)
      #expect(abs(images.statistics.standardDeviation[channel] - stated.standardDeviation[channel]) < 1e-4)
    }
  }
}
