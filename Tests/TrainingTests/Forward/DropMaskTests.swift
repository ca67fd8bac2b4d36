import NASPlugin
import Tensors
import Testing
import Training

struct DropMaskTests {
  /// What a network of one operation does to images of ones, whose class is found by a linear layer without mixing.
  private func dropped(
    _ operation: Operation, scale: Double = 1, seed: UInt64 = 1, bf16: Bool = false, training: Bool = true
  ) throws -> [Float] {
    var builder = NetworkBuilder()
    builder.add(operation, [0], "drop")
    let task = LearningTask(channels: 4_000, height: 1, width: 1, classes: 4_000)
    let module = try Module(builder.network, task: task, random: RandomSource(seed: 1))
    var mode = ForwardMode(isTraining: training, random: RandomStream(seed: seed))
    mode.dropPathScale = scale
    let ones = try Tensor(Array(repeating: 1, count: 50 * 4_000), shape: [50, 4_000, 1, 1])
    return try Torch().withBF16(bf16) { try module.forward(ones, mode).logits.floats() }
  }

  @Test(arguments: [0.1, 0.4, 0.75])
  func zeroesThatShareOfTheElementsAndScalesTheRest(probability: Double) throws {
    let values = try dropped(.dropout(probability))
    #expect(Set(values) == [0, Float(1 / (1 - probability))])
    let share = Double(values.count { $0 == 0 }) / Double(values.count)
    // Five standard deviations of 200,000 draws.
    #expect(abs(share - probability) < 5 * (probability * (1 - probability) / 200_000).squareRoot())
    let neighbours = zip(values, values.dropFirst()).count { $0 == 0 && $1 == 0 }
    #expect(abs(Double(neighbours) / 200_000 - probability * probability) < 0.006)
  }

  @Test func dropsWholeSamples() throws {
    var dropCount = 0
    for seed in 0..<40 as Range<UInt64> {
      let values = try dropped(.dropPath(0.3), seed: seed)
      for sample in 0..<50 {
        let own = Set(values[sample * 4_000..<(sample + 1) * 4_000])
        #expect(own == [0] || own == [Float(1 / 0.7)])
        dropCount += own == [0] ? 1 : 0
      }
    }
    // Five standard deviations of 2,000 draws around 600.
    #expect(abs(dropCount - 600) < 103)
  }

  @Test func scalesDropPathAlone() throws {
    #expect(try Set(dropped(.dropPath(0.3), scale: 0)) == [1])
    #expect(try Set(dropped(.dropPath(0.8), scale: 0.25)) == [0, 1.25])
    #expect(try Set(dropped(.dropout(0.5), scale: 0)) == [0, 2])
  }

  @Test func dropsNothingOutsideTraining() throws {
    for operation in [Operation.dropout(0.5), .dropPath(0.5)] {
      #expect(try Set(dropped(operation, training: false)) == [1])
    }
  }

  @Test func repeatsItselfByItsStream() throws {
    for operation in [Operation.dropout(0.5), .dropPath(0.5)] {
      let first = try dropped(operation, seed: 1)
      #expect(try dropped(operation, seed: 1) == first)
      #expect(try dropped(operation, seed: 1, bf16: true) == first)
      #expect(try dropped(operation, seed: 2) != first)
    }
  }
}
