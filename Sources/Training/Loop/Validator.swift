package import Datasets
import NASPlugin
import Tensors

/// Measures a module on images that it was not trained on.
package struct Validator {
  let module: Module

  /// A validator of a module.
  package init(_ module: Module) { self.module = module }

  /// Mean loss and accuracy (0 to 1) over all images, with the running statistics of batch norm, in fp32.
  package func measure(_ images: BatchMaker) throws -> (loss: Double, accuracy: Double) {
    try module.torch.withoutGradient {
      var meter = Meter()
      let batches = ImageBatches(images.inOrder(), buffer: BatchBuffer(for: images))
      var total = 0.0
      var count = 0
      for index in 0..<batches.count {
        let (pictures, labels, size) = try batches.batch(index)
        let logits = try module.forward(pictures, training: false).logits
        try meter.count(logits, labels, size)
        total += try logits.crossEntropy(labels, sum: true).item()
        count += size
      }
      return (total / Double(max(1, count)), try meter.means().accuracy)
    }
  }
}
