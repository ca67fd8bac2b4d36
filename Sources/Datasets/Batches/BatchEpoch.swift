import NASPlugin

/// The batches of one pass over the images; each can be made on its own, in any order, with the same result.
package struct BatchEpoch: Sendable {
  /// What the batches are made of.
  package let maker: BatchMaker

  private let order: [Int]
  private let source: RandomSource

  init(maker: BatchMaker, order: [Int], source: RandomSource) {
    (self.maker, self.order, self.source) = (maker, order, source)
  }

  /// How many batches there are.
  package var batchCount: Int { maker.batchCount }

  /// The indices of a batch's images.
  package func indices(of batch: Int) -> ArraySlice<Int> {
    precondition(batch >= 0 && batch < batchCount, "a batch that there is")
    let first = batch * maker.options.size
    return order[first..<min(first + maker.options.size, order.count)]
  }

  /// Fills a reusable buffer.
  package func fill(_ batch: Int, into buffer: BatchBuffer) {
    buffer.count = fill(batch, images: buffer.images, labels: buffer.labels)
  }

  /// Fills memory of the caller, which has room for a whole batch, and says how many images it wrote.
  package func fill(
    _ batch: Int, images: UnsafeMutableBufferPointer<Float>, labels: UnsafeMutableBufferPointer<Int64>
  ) -> Int {
    let indices = indices(of: batch)
    let shape = maker.images.shape
    precondition(images.count >= indices.count * shape.count && labels.count >= indices.count, "room for a whole batch")
    var stream = source.stream("augmentation", UInt64(batch))
    let painter = ImagePainter(shape: shape, layout: maker.options.layout)
    maker.normalization.table.withUnsafeBufferPointer { table in
      for (row, index) in indices.enumerated() {
        let placement = ImagePlacement(maker.options.augmentation, shape, &stream)
        let image = UnsafeBufferPointer(
          rebasing: maker.images.values[(index * shape.count)..<((index + 1) * shape.count)])
        let output = UnsafeMutableBufferPointer(rebasing: images[(row * shape.count)..<((row + 1) * shape.count)])
        painter.paint(image, placement, table, into: output)
        labels[row] = maker.labels[index]
      }
    }
    return indices.count
  }
}
