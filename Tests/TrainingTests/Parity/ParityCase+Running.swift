import NASPlugin
import Tensors
import Training

extension ParityCase {
  /// What the trainer computes, by the names that the script gives its answers.
  func ownAnswers() throws -> [String: ParityTensor] {
    let (module, recipe, rates) = (try module(), try recipe, try rates)
    let optimizer = try steps > 0 ? Optimizer(module.parameters, recipe: recipe) : nil
    var answers: [String: ParityTensor] = [:]
    for step in 0..<max(1, steps) {
      if isGuided { try record(module, "\(step)/start", &answers) }
      let images = try imageTensor(step)
      try images.requireGradient()
      let output = try module.forward(images, mode(recipe))
      let loss = try loss(output, step, recipe)
      try loss.backward()
      answers["\(name)/\(step)/loss"] = try ParityTensor(loss)
      answers["\(name)/\(step)/logits"] = try ParityTensor(output.logits)
      for (part, tensor) in [("images", images)] + module.parameters.map({ ($0.name, $0.tensor) }) {
        guard let gradient = try tensor.gradient() else { continue }
        answers["\(name)/\(step)/gradient/\(part)"] = try ParityTensor(gradient)
      }
      if let optimizer { try Torch().withoutGradient { try optimizer.step(learningRate: rates[step]) } }
      try record(module, "\(step)/after", &answers)
    }
    return answers
  }

  private func record(_ module: Module, _ when: String, _ answers: inout [String: ParityTensor]) throws {
    for part in module.state { answers["\(name)/\(when)/\(part.name)"] = try ParityTensor(part.tensor) }
  }

  private func mode(_ recipe: Recipe) -> ForwardMode {
    var mode = ForwardMode(isTraining: isTraining)
    (mode.batchNormMomentum, mode.batchNormEpsilon) = (recipe.batchNormMomentum.value, recipe.batchNormEpsilon.value)
    return mode
  }

  private func imageTensor(_ step: Int) throws -> Tensor {
    let numbers = images
    let (shape, count) = (Array(numbers.shape.dropFirst()), numbers.values.count / numbers.shape[0])
    return try Tensor(Array(numbers.values[step * count..<(step + 1) * count]), shape: shape).channelsLast()
  }

  private func loss(_ output: Module.Output, _ step: Int, _ recipe: Recipe) throws -> Tensor {
    if let readout {
      return try output.logits.multiplied(by: Tensor(readout.values, shape: readout.shape)).total()
    }
    let labels = try labels[step].withUnsafeBytes {
      try Tensor(.int64, shape: [batch], data: $0.baseAddress)
    }
    return try output.loss(labels, smoothing: recipe.labelSmoothing.value)
  }
}

extension ParityTensor {
  init(_ tensor: Tensor) throws { self.init(shape: try tensor.shape, values: try tensor.floats()) }
}

extension Tensor {
  /// The sum of all elements.
  fileprivate func total() throws -> Tensor { try Operator("aten::sum")(.tensor(self)) }
}

extension Module {
  /// Overwrites a weight or statistic.
  func write(_ numbers: [Float], to part: NamedTensor) throws {
    try Torch().withoutGradient { try part.tensor.copy(from: Tensor(numbers, shape: part.tensor.shape)) }
  }
}
