import Datasets
import NASPlugin
import Testing

struct ImageSetTests {
  let shape = ImageShape(channels: 2, height: 1, width: 2)

  @Test func holdsImagesInMemory() throws {
    let images = try ImageSet(shape: shape, classes: 3, images: Array(1...8), labels: [2, 0])
    #expect(images.count == 2 && images.label(0) == 2)
    #expect(images.image(1) == [5, 6, 7, 8])
    #expect(try ImageSet(shape: shape, classes: 3, images: [], labels: [Int]()).count == 0)
  }

  @Test func holdsAThousandClassesAndItsStatistics() throws {
    let labels = (0..<1000).map { 999 - $0 }
    let images = try ImageSet(
      shape: ImageShape(channels: 2, height: 1, width: 1), classes: 1000,
      images: (0..<1000).flatMap { [$0 % 2 == 0 ? 0 : 255, 51] }, labels: labels)
    #expect(images.allLabels.map { Int($0) } == labels && images.label(0) == 999)
    #expect(images.statistics.mean == [0.5, 0.2])
    // A channel that never varies has a deviation of 1, by which one can divide.
    #expect(images.statistics.standardDeviation == [0.5, 1])
  }

  @Test func refusesWhatDoesNotFit() {
    expectRefusal("7 values", "2 images") {
      _ = try ImageSet(shape: shape, classes: 3, images: Array(1...7), labels: [2, 0])
    }
    expectRefusal("label") { _ = try ImageSet(shape: shape, classes: 2, images: Array(1...8), labels: [1, -1]) }
    expectRefusal("label") { _ = try ImageSet(shape: shape, classes: 2, images: Array(1...8), labels: [2, 0]) }
  }
}
