import Datasets
import NASPlugin
import Testing
import Training

struct ValidatorTests {
  @Test func measuresAllImagesWhateverTheBatches() throws {
    let module = try TinyNetwork.module()
    let images = try TinyData.images(11)
    func measured(_ size: Int) throws -> (loss: Double, accuracy: Double) {
      let options = BatchOptions(size: size)
      let maker = try BatchMaker(
        images: images, indices: Array(0..<11), normalization: TinyData.normalization, options: options)
      return try Validator(module).measure(maker)
    }
    let (whole, parts) = (try measured(11), try measured(4))
    #expect(abs(whole.loss - parts.loss) < 1e-5)
    #expect(whole.accuracy == parts.accuracy)
    let right = whole.accuracy * 11
    #expect(abs(right - right.rounded()) < 1e-9, "a whole number of images")
  }

  @Test func changesNothing() throws {
    let module = try TinyNetwork.module()
    let before = try module.bits()
    let images = try TinyData.images(8)
    _ = try Validator(module).measure(TrainingData.plain(images, Array(0..<8), TinyData.normalization))
    #expect(try module.bits() == before)
  }
}
