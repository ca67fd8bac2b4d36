/// Resizes a picture so that its shorter side is `size`, cuts out the middle, and lays the channels out one by one.
struct PictureScaler {
  let size: Int

  /// Writes 3 x size x size bytes.
  func scale(_ picture: borrowing Picture, into output: UnsafeMutableBufferPointer<UInt8>) {
    precondition(output.count == 3 * size * size, "room for the image")
    let (columns, rows) = (axis(picture.width, other: picture.height), axis(picture.height, other: picture.width))
    let first = rows.starts[0]
    let last = (rows.starts.last ?? 0) + rows.length
    // Rows that no new row is made of are left out: the bands above and below the cut-out.
    let narrow = picture.withPixels { narrowed($0, width: picture.width, first..<last, columns) }
    for row in 0..<size {
      let run = rows.weights[(row * rows.length)..<((row + 1) * rows.length)]
      write(row, narrow, from: rows.starts[row] - first, run, into: output)
    }
  }

  /// The shorter side becomes `size`, the longer one keeps the proportion, rounded down.
  private func axis(_ extent: Int, other: Int) -> Resampling {
    let resized = extent <= other ? size : size * extent / other
    let offset = Int((Double(resized - size) / 2).rounded(.toNearestOrEven))
    return Resampling(from: extent, to: resized, offset: offset, count: size)
  }

  /// Some rows with their final width: 3 x size numbers each, channel beside channel.
  private func narrowed(
    _ pixels: UnsafeBufferPointer<UInt8>, width: Int, _ rows: Range<Int>, _ columns: Resampling
  ) -> [Float] {
    [Float](unsafeUninitializedCapacity: rows.count * size * 3) { narrow, count in
      for row in rows {
        for column in 0..<size {
          var sums = SIMD4<Float>.zero
          var source = (row * width + columns.starts[column]) * 3
          for weight in columns.weights[(column * columns.length)..<((column + 1) * columns.length)] {
            let pixel = SIMD4<Float>(Float(pixels[source]), Float(pixels[source + 1]), Float(pixels[source + 2]), 0)
            sums += weight * pixel
            source += 3
          }
          for channel in 0..<3 { narrow.initializeElement(at: count + channel, to: sums[channel]) }
          count += 3
        }
      }
    }
  }

  private func write(
    _ row: Int, _ narrow: [Float], from first: Int, _ weights: ArraySlice<Float>,
    into output: UnsafeMutableBufferPointer<UInt8>
  ) {
    for column in 0..<size {
      for channel in 0..<3 {
        var sum: Float = 0
        for (index, weight) in zip(first..., weights) { sum += weight * narrow[(index * size + column) * 3 + channel] }
        output[(channel * size + row) * size + column] = UInt8(min(255, max(0, sum.rounded())))
      }
    }
  }
}
