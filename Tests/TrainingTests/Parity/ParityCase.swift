import Foundation
import NASPlugin
import Safetensors
import Tensors
import Testing
import Training

/// A network with weights and batches, and how it is trained: the same for the trainer and for PyTorch.
struct ParityCase: CustomTestStringConvertible, Sendable {
  /// The first part of the names of its tensors.
  var name: String
  var network: Network
  var task: LearningTask
  /// Images per batch.
  var batch = 4
  /// Whether batch norm takes the batch's statistics.
  var isTraining = true
  /// Steps of the optimizer; 0 computes gradients once and changes nothing.
  var steps = 0
  /// Whether the loss is the sum of the logits times drawn numbers, instead of the cross-entropy.
  var readsOut = false
  /// Settings of the recipe.
  var settings: [String: OptionValue] = [:]
  /// Whether PyTorch computes in double precision, to see how far both are from the truth.
  var isDouble = false
  /// Whether PyTorch is asked for channels innermost in memory, as the trainer has them.
  var isChannelsLast = false
  /// Whether PyTorch begins each step with our weights and statistics, so that roundings do not add up.
  var isGuided = false
  var seed: UInt64 = 1

  var testDescription: String { name }

  var recipe: Recipe {
    get throws {
      let plain: [String: OptionValue] = ["precision": .text("fp32"), "schedule": .text("constant")]
      return try Recipe { settings[$0] ?? plain[$0] }
    }
  }

  private func stream(_ name: String) -> RandomStream { RandomSource(seed: seed).stream("parity." + name) }

  /// Numbers for the images of all batches, row by row.
  var images: ParityTensor {
    var random = stream("images")
    let shape = [max(1, steps), batch, task.channels, task.height, task.width]
    return ParityTensor(shape: shape, values: (0..<shape.reduce(1, *)).map { _ in Float(random.uniform() * 4 - 2) })
  }

  /// The labels of all batches.
  var labels: [[Int64]] {
    var random = stream("labels")
    return (0..<max(1, steps)).map { _ in (0..<batch).map { _ in Int64(random.index(below: task.classes)) } }
  }

  /// What the logits are multiplied by.
  var readout: ParityTensor? {
    var random = stream("readout")
    let numbers = (0..<batch * task.classes).map { _ in Float(random.uniform() * 2 - 1) }
    return readsOut ? ParityTensor(shape: [batch, task.classes], values: numbers) : nil
  }

  /// The learning rate of each step.
  var rates: [Double] {
    get throws {
      let rate = LearningRate(try recipe, steps: steps, stepsPerEpoch: max(1, steps))
      return (0..<steps).map { rate($0) }
    }
  }

  /// A module whose norms have scales, shifts and statistics of their own, as after some training.
  func module() throws -> Module {
    let module = try Module(network, task: task, random: RandomSource(seed: seed))
    var random = stream("norms")
    for part in module.state where try part.tensor.shape.count == 1 {
      let isPositive = part.name.hasSuffix(".weight") || part.name.hasSuffix(".running_var")
      let numbers = (0..<part.tensor.count).map { _ in Float(random.uniform() + (isPositive ? 0.5 : -0.5)) }
      try module.write(numbers, to: part)
    }
    return module
  }
}

// What the script reads.
extension ParityCase {
  func tensors() throws -> [String: SafetensorsFile.Entry] {
    var entries: [String: SafetensorsFile.Entry] = [:]
    for part in try module().state {
      entries[name + "/" + part.name] = try .init(shape: part.tensor.shape, values: part.tensor.floats())
    }
    entries[name + "/images"] = .init(shape: images.shape, values: images.values)
    entries[name + "/labels"] = .init(
      .int64, shape: [labels.count, batch], bytes: labels.flatMap { $0 }.withUnsafeBytes { Data($0) })
    if let readout { entries[name + "/readout"] = .init(shape: readout.shape, values: readout.values) }
    return entries
  }

  func json() throws -> [String: Any] {
    let recipe = try recipe
    return [
      "name": name, "nodes": network.nodes.map(\.json), "parameters": try module().parameters.map(\.name),
      "training": isTraining, "double": isDouble, "channels_last": isChannelsLast, "guided": isGuided,
      "learning_rates": try rates,
      "optimizer": recipe.optimizer.value.rawValue, "momentum": recipe.momentum.value,
      "nesterov": recipe.nesterov.value, "beta1": recipe.beta1.value, "beta2": recipe.beta2.value,
      "epsilon": recipe.epsilon.value, "rms_decay": recipe.rmsDecay.value, "weight_decay": recipe.weightDecay.value,
      "decay_norms": recipe.decayNorms.value, "clip_norm": recipe.clipNorm.value,
      "clip_value": recipe.clipValue.value, "label_smoothing": recipe.labelSmoothing.value,
      "batch_norm_momentum": recipe.batchNormMomentum.value, "batch_norm_epsilon": recipe.batchNormEpsilon.value,
    ]
  }
}
