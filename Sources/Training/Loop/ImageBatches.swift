import Datasets
import NASPlugin
import Tensors

/// The batches of an epoch as tensors: N×C×H×W images, channels innermost in memory, and N labels.
struct ImageBatches {
  private let epoch: BatchEpoch
  private let buffer: BatchBuffer

  init(_ epoch: BatchEpoch, buffer: BatchBuffer) { (self.epoch, self.buffer) = (epoch, buffer) }

  var count: Int { epoch.batchCount }

  func batch(_ index: Int) throws -> (images: Tensor, labels: Tensor, count: Int) {
    epoch.fill(index, into: buffer)
    let shape = epoch.maker.images.shape
    let rows = [buffer.count, shape.height, shape.width, shape.channels]
    let images = try Tensor(.float, shape: rows, data: buffer.images.baseAddress).permuted([0, 3, 1, 2])
    let labels = try Tensor(.int64, shape: [buffer.count], data: buffer.labels.baseAddress)
    return (images, labels, buffer.count)
  }
}
