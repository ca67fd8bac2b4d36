import Foundation
import NASPlugin
import Testing
import Training

struct LearningRateTests {
  private func rate(_ settings: [String: OptionValue], steps: Int, perEpoch: Int = 2) throws -> LearningRate {
    LearningRate(try TinyData.recipe(settings), steps: steps, stepsPerEpoch: perEpoch)
  }

  @Test func followsTheCosine() throws {
    let rate = try rate(["learning_rate": .real(0.1), "final_learning_rate": .real(0.02)], steps: 4)
    #expect(rate(0) == 0.1)
    #expect(abs(rate(1) - (0.02 + 0.04 * (1 + 0.5.squareRoot()))) < 1e-15)
    #expect(abs(rate(2) - 0.06) < 1e-15)
    #expect(abs(rate(4) - 0.02) < 1e-15)
  }

  @Test func staysWhereItIsConstant() throws {
    let rate = try rate(["schedule": .text("constant")], steps: 100)
    #expect((0...100).allSatisfy { rate($0) == 0.05 })
  }

  @Test func fallsOnALine() throws {
    let rate = try rate(
      ["schedule": .text("linear"), "learning_rate": .real(0.5), "final_learning_rate": .real(0.1)], steps: 8)
    #expect((0...8).allSatisfy { abs(rate($0) - (0.5 - 0.05 * Double($0))) < 1e-15 })
  }

  @Test func decaysAtOnceOrBitByBit() throws {
    let settings: [String: OptionValue] = [
      "learning_rate": .real(1), "decay_epochs": .real(2.5), "decay_rate": .real(0.5),
    ]
    let stairs = try rate(settings.merging(["schedule": .text("step")]) { $1 }, steps: 20)
    #expect((0..<20).map { stairs($0) } == (0..<20).map { pow(0.5, Double($0 / 5)) })
    let slope = try rate(settings.merging(["schedule": .text("exponential")]) { $1 }, steps: 20)
    #expect((0..<20).allSatisfy { abs(slope($0) - pow(0.5, Double($0) / 5)) < 1e-15 })
  }

  @Test func warmsUpFirst() throws {
    let settings: [String: OptionValue] = [
      "learning_rate": .real(0.4), "warmup_epochs": .real(2), "warmup_learning_rate": .real(0.1),
      "schedule": .text("linear"),
    ]
    let rate = try rate(settings, steps: 12)
    let expected = [0.1, 0.175, 0.25, 0.325, 0.4, 0.35, 0.3, 0.25]
    #expect(zip((0..<8).map { rate($0) }, expected).allSatisfy { abs($0 - $1) < 1e-15 })
    #expect(rate(12) == 0)
  }

  @Test(arguments: ["cosine", "linear", "exponential"])
  func staysForAnEpochWhereAsked(schedule: String) throws {
    let settings: [String: OptionValue] = ["schedule": .text(schedule), "decay_epochs": .real(1)]
    let smooth = try rate(settings, steps: 12, perEpoch: 4)
    let stepped = try rate(settings.merging(["schedule_per": .text("epoch")]) { $1 }, steps: 12, perEpoch: 4)
    #expect((0..<12).allSatisfy { stepped($0) == smooth($0 / 4 * 4) })
  }
}
