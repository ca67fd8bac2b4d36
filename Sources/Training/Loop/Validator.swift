package import Datasets
package import NASPlugin
import Tensors

/// Measures a module on images that it was not trained on.
package struct Validator {
  private let module: Module
  private let routing: Routing

  /// A validator of a module, or of one path through a supernet.
  package init(_ module: Module, routing: Routing = .whole) { (self.module, self.routing) = (module, routing) }

  /// Measures all images, with the running statistics of batch norm, in fp32.
  package func measure(_ images: BatchMaker) throws -> Validation {
    try module.torch.withoutGradient {
      let batches = ImageBatches(images.inOrder(), buffer: BatchBuffer(for: images), module.device)
      var mode = ForwardMode(isTraining: false)
      (mode.routing, mode.batchNormEpsilon) = (routing, module.batchNormEpsilon)
      var (loss, first, five, count) = (0.0, 0.0, 0.0, 0)
      for index in 0..<batches.count {
        let batch = try batches.batch(index)
        let logits = try module.forward(batch.images, mode).logits
        loss += try logits.crossEntropy(batch.labels, sum: true).item()
        first += try logits.correctCount(batch.labels).item()
        five += try logits.correctCount(batch.labels, amongFirst: 5).item()
        count += batch.count
      }
      let total = Double(max(1, count))
      return Validation(loss: loss / total, accuracy: first / total, top5: five / total)
    }
  }
}
