import NASPlugin
import Tensors

/// Masks of dropout and drop path: 0 with a probability, else what keeps the mean.
///
/// Drawn 32 bits an element from a seeded stream, so they are the same on every device and with every memory format.
struct DropMask {
  let probability: Double

  /// One draw per sample, as N×1×1×1.
  func perSample(_ shape: [Int], _ random: inout RandomStream) throws -> Tensor {
    try drawn([shape[0]] + Array(repeating: 1, count: shape.count - 1), &random)
  }

  /// One draw per element; images are drawn pixel by pixel, since their channels are innermost in memory.
  func perElement(_ shape: [Int], _ random: inout RandomStream) throws -> Tensor {
    guard shape.count == 4 else { return try drawn(shape, &random) }
    return try drawn([shape[0], shape[2], shape[3], shape[1]], &random).permuted([0, 3, 1, 2])
  }

  private func drawn(_ shape: [Int], _ random: inout RandomStream) throws -> Tensor {
    let mask = try Tensor(.float, shape: shape)
    guard let data = mask.data else { throw NASError(.internal, "a new tensor has no memory") }
    fill(UnsafeMutableBufferPointer(start: data.assumingMemoryBound(to: Float.self), count: mask.count), &random)
    return mask
  }

  /// Two elements a draw; a local stream stays in registers.
  private func fill(_ elements: UnsafeMutableBufferPointer<Float>, _ random: inout RandomStream) {
    let threshold = UInt64((probability * 0x1p32).rounded())
    let kept = Float(1 / (1 - probability))
    var stream = random
    var index = 0
    while index < elements.count {
      let bits = stream.next()
      elements[index] = bits & 0xFFFF_FFFF < threshold ? 0 : kept
      if index + 1 < elements.count { elements[index + 1] = bits >> 32 < threshold ? 0 : kept }
      index += 2
    }
    random = stream
  }
}
