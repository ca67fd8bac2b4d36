import NASPlugin
import Tensors
import Testing
import Training

/// Training on a GPU, where there is one.
@Suite(.enabled(if: GPU.isHere, "libtorch sees no CUDA device"))
struct DeviceTests {
  private func trained(_ device: Device, _ settings: [String: OptionValue] = [:]) throws -> (Module, [EpochReport]) {
    let network = TinyNetwork.make { $0.add(.dropPath(0.2), [$0.add(.dropout(0.1), [$1], "dropout")], "drop") }
    let module = try Module(network, task: TinyData.task, random: RandomSource(seed: 3), device: device)
    let data = try TinyData.training(validated: true)
    let trainer = Trainer(module, recipe: try TinyData.recipe(settings), data: data, random: RandomSource(seed: 4))
    var reports: [EpochReport] = []
    try trainer.train {
      reports.append($0)
      return false
    }
    return (module, reports)
  }

  @Test func learnsAsTheProcessorDoes() throws {
    let (cpu, gpu) = (try trained(.cpu).1, try trained(.cuda(0)).1)
    for (cpu, gpu) in zip(cpu, gpu) { #expect(abs(cpu.trainLoss - gpu.trainLoss) < 1e-3 * cpu.trainLoss) }
  }

  @Test(arguments: ["fp32", "bf16"])
  func repeatsItselfBitForBit(precision: String) throws {
    try Torch().preferDeterministic()
    let settings: [String: OptionValue] = [
      "precision": .text(precision), "ema": .real(0.9), "optimizer": .text("adamw"),
    ]
    #expect(try trained(.cuda(0), settings).0.bits() == trained(.cuda(0), settings).0.bits())
  }
}

private enum GPU {
  static let isHere = ((try? Torch())?.cudaDevices ?? 0) > 0
}
