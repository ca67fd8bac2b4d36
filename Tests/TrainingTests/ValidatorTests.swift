import Datasets
import NASPlugin
import Tensors
import Testing
import Training

struct ValidatorTests {
  @Test func measuresAllImagesWhateverTheBatches() throws {
    let module = try TinyNetwork.module()
    let images = try TinyData.images(11)
    func measured(_ size: Int) throws -> Validation {
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

  @Test func countsTheFirstFive() throws {
    // One image per class; the logits of image i are 0, 1, …, 7, so its label is the (8 − i)-th best.
    let logits = try Tensor((0..<64).map { Float($0 % 8) }, shape: [8, 8])
    let labels = try (0..<8).map(Int64.init).withUnsafeBytes { try Tensor(.int64, shape: [8], data: $0.baseAddress) }
    for first in 1...8 { #expect(try logits.correctCount(labels, amongFirst: first).item() == Double(first)) }
    #expect(try logits.correctCount(labels).item() == 1)
  }

  @Test func changesNothing() throws {
    let module = try TinyNetwork.module()
    let before = try module.bits()
    let images = try TinyData.images(8)
    _ = try Validator(module).measure(TrainingData.plain(images, Array(0..<8), TinyData.normalization))
    #expect(try module.bits() == before)
  }
}
