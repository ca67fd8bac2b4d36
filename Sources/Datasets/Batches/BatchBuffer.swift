/// Memory for one batch, used again for every batch.
///
/// Not `Sendable`: one thread fills and reads it. The pointers are valid as long as the buffer lives.
package final class BatchBuffer {
  /// Room for the images; the first `count` images are valid.
  package let images: UnsafeMutableBufferPointer<Float>
  /// Room for the labels; the first `count` are valid.
  package let labels: UnsafeMutableBufferPointer<Int64>
  /// How many images the last filling wrote.
  package internal(set) var count = 0

  /// Room for the batches of a maker.
  package init(for maker: BatchMaker) {
    images = .allocate(capacity: maker.options.size * maker.images.shape.count)
    labels = .allocate(capacity: maker.options.size)
    images.initialize(repeating: 0)
    labels.initialize(repeating: 0)
  }

  deinit {
    images.deallocate()
    labels.deallocate()
  }
}
