import NASPlugin
import Tensors

/// Sums loss and accuracy over batches; the accuracy is read from the tensors only once per epoch.
struct Meter {
  private var loss = 0.0
  private(set) var images = 0
  private var correct: Tensor?

  /// Counts right answers of a batch.
  mutating func count(_ logits: Tensor, _ labels: Tensor, _ count: Int) throws {
    let right = try logits.correctCount(labels)
    correct = try correct.map { try $0.adding(right) } ?? right
    images += count
  }

  /// Adds the loss of a batch; throws `.failed` where it is not finite.
  mutating func count(_ loss: Tensor, _ count: Int, epoch: Int, step: Int) throws {
    let value = try loss.item()
    guard value.isFinite else {
      throw NASError(.failed, "the loss is not finite at epoch \(epoch), step \(step)", hint: "lower the learning rate")
    }
    self.loss += value * Double(count)
  }

  /// Mean loss and accuracy, 0 to 1.
  func means() throws -> (loss: Double, accuracy: Double) {
    guard images > 0, let correct else { return (.nan, .nan) }
    return (loss / Double(images), try correct.item() / Double(images))
  }
}
