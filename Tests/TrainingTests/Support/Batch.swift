import Tensors

/// Images with labels, made by hand.
struct Batch {
  let images: Tensor
  let labels: Tensor

  init(_ pixels: [Float], shape: [Int], labels: [Int64]) throws {
    images = try Tensor(pixels, shape: shape).channelsLast()
    self.labels = try labels.withUnsafeBytes { try Tensor(.int64, shape: [labels.count], data: $0.baseAddress) }
  }
}
