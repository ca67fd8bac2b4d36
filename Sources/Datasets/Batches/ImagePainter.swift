/// Writes one image into a batch, row by row: each row is one run of table look-ups between two runs of padding.
struct ImagePainter {
  let shape: ImageShape
  let layout: BatchLayout

  private var pixelStep: Int { layout == .planar ? 1 : shape.channels }
  private var planeStep: Int { layout == .planar ? shape.height * shape.width : 1 }

  /// `image` and `output` have `shape.count` elements, `table` 256 for each channel.
  func paint(
    _ image: UnsafeBufferPointer<UInt8>, _ placement: ImagePlacement, _ table: UnsafeBufferPointer<Float>,
    into output: UnsafeMutableBufferPointer<Float>
  ) {
    precondition(image.count == shape.count && output.count == shape.count && table.count == 256 * shape.channels)
    guard let image = image.baseAddress, let output = output.baseAddress, let table = table.baseAddress else { return }
    for channel in 0..<shape.channels {
      let plane = image + channel * shape.height * shape.width
      for row in 0..<shape.height {
        paintRow(
          row, of: plane, placement, table + 256 * channel, output + channel * planeStep + row * shape.width * pixelStep
        )
      }
    }
    cut(placement, output)
  }

  /// One row of one channel.
  ///
  /// The window's columns `lower..<upper` lie within the image: 0 <= lower + right and upper + right <= width, so every
  /// read is within the row. All columns together are 0..<width, so every write is too.
  @inline(__always)
  private func paintRow(
    _ row: Int, of plane: UnsafePointer<UInt8>, _ placement: ImagePlacement, _ table: UnsafePointer<Float>,
    _ output: UnsafeMutablePointer<Float>
  ) {
    let (width, right, from) = (shape.width, placement.shift.right, row + placement.shift.down)
    let isInside = from >= 0 && from < shape.height
    let lower = isInside ? min(width, max(0, -right)) : width
    let upper = isInside ? max(lower, min(width, width - right)) : width
    // Mirrored rows are written from their last pixel backwards: the loops stay the same.
    let step = placement.isMirrored ? -pixelStep : pixelStep
    var out = placement.isMirrored ? output + (width - 1) * pixelStep : output
    let padding = table[0]
    for _ in 0..<lower {
      out.pointee = padding
      out += step
    }
    var source = plane + (isInside ? from * width + lower + right : 0)
    for _ in lower..<upper {
      out.pointee = table[Int(source.pointee)]
      out += step
      source += 1
    }
    for _ in upper..<width {
      out.pointee = padding
      out += step
    }
  }

  /// After normalising, 0 is the mean.
  private func cut(_ placement: ImagePlacement, _ output: UnsafeMutablePointer<Float>) {
    for row in placement.hole.rows {
      for channel in 0..<shape.channels {
        let line = output + channel * planeStep + row * shape.width * pixelStep
        for column in placement.hole.columns { line[column * pixelStep] = 0 }
      }
    }
  }
}
