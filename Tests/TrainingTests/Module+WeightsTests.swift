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
    let inheritance = try second.inherit(from: path)
    #expect(inheritance.taken == first.state.map(\.name) && inheritance.left.isEmpty)
    #expect(inheritance.summary() == "inherited all 7 tensors")
    #expect(try second.bits() == first.bits())
  }

  @Test func leavesWhatDoesNotFit() throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    try TinyNetwork.module().save(to: path)
    let other = try TinyNetwork.module(
      TinyNetwork.make { $0.add(.conv2d(.init(channels: 6, kernel: 1)), [$1], "more") })
    let before = try other.bits()
    // The new convolution is not in the file, and the classifier reads 6 channels, not 4.
    let inheritance = try other.inherit(from: path)
    #expect(inheritance.taken.count == 6)
    #expect(
      inheritance.left == [
        .init(name: "more.weight", shape: [6, 4, 1, 1], found: nil),
        .init(name: "linear.weight", shape: [2, 6], found: [2, 4]),
      ])
    #expect(
      inheritance.summary(naming: 1) == "inherited 6 of 8 tensors, not more.weight (6×4×1×1, new) and 1 more"
        && inheritance.summary().hasSuffix("linear.weight (2×6, was 2×4)"))
    #expect(try other.bits().count == before.count)
  }
}
