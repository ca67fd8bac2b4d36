import Datasets
import NASPlugin
import Tensors

/// The batches of an epoch as tensors of a device.
struct ImageBatches {
  private let epoch: BatchEpoch
  private let buffer: BatchBuffer
  private let device: Device

  /// One batch: N×C×H×W images, channels innermost in memory, and N labels.
  struct Batch {
    var images: Tensor
    var labels: Tensor
    var count: Int
  }

  init(_ epoch: BatchEpoch, buffer: BatchBuffer, _ device: Device) {
    (self.epoch, self.buffer, self.device) = (epoch, buffer, device)
  }

  var count: Int { epoch.batchCount }

  func batch(_ index: Int) throws -> Batch {
    epoch.fill(index, into: buffer)
    let shape = epoch.maker.images.shape
    let rows = [buffer.count, shape.height, shape.width, shape.channels]
    let images = try Tensor(.float, shape: rows, data: buffer.images.baseAddress).permuted([0, 3, 1, 2])
    let labels = try Tensor(.int64, shape: [buffer.count], data: buffer.labels.baseAddress)
    return Batch(images: try images.on(device), labels: try labels.on(device), count: buffer.count)
  }
}
