import Datasets
import NASPlugin
import Testing

struct ImageSetTests {
  let shape = ImageShape(channels: 2, height: 1, width: 2)

  @Test func holdsImagesInMemory() throws {
    let images = try ImageSet(shape: shape, classes: 3, images: Array(1...8), labels: [2, 0])
    #expect(images.count == 2 && images.label(0) == 2)
    #expect(images.image(1) == [5, 6, 7, 8])
    #expect(try ImageSet(shape: shape, classes: 3, images: [], labels: []).count == 0)
  }

  @Test func refusesWhatDoesNotFit() {
    expectRefusal("7 values", "2 images") {
      _ = try ImageSet(shape: shape, classes: 3, images: Array(1...7), labels: [2, 0])
    }
    expectRefusal("label") { _ = try ImageSet(shape: shape, classes: 2, images: Array(1...8), labels: [2, 0]) }
  }
}
