import Foundation
import NASPlugin
import Tensors
import Testing
import Training

struct ModuleWeightsTests {
  private let path = NSTemporaryDirectory() + "weights-\(UUID().uuidString).safetensors"

  @Test func takesOverAllOfItsOwnWeights() throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    let (first, second) = (try TinyNetwork.module(), try TinyNetwork.module(seed: 9))
    try first.save(to: path)
    #expect(try second.inherit(from: path) == (7, 0))
    #expect(try second.bits() == first.bits())
  }

  @Test func leavesWhatDoesNotFit() throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    try TinyNetwork.module().save(to: path)
    let other = try TinyNetwork.module(
      TinyNetwork.make { $0.add(.conv2d(.init(channels: 6, kernel: 1)), [$1], "more") })
    let before = try other.bits()
    // The new convolution is not in the file, and the classifier reads 6 channels, not 4.
    #expect(try other.inherit(from: path) == (6, 2))
    #expect(try other.bits().count == before.count)
  }
}

private func == (left: (taken: Int, left: Int), right: (Int, Int)) -> Bool {
  left.taken == right.0 && left.left == right.1
}
