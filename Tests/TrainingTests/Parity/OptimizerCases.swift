import NASPlugin

/// One small network without kinks, trained by every rule, with its settings away from their defaults.
enum OptimizerCases {
  static let all: [ParityCase] = [
    make("sgd-plain", ["momentum": .real(0), "nesterov": .boolean(false)]),
    make("sgd-momentum", ["momentum": .real(0.8), "nesterov": .boolean(false), "weight_decay": .real(0.01)]),
    make("sgd-nesterov", ["momentum": .real(0.95), "weight_decay": .real(0.01), "decay_norms": .boolean(false)]),
    make("sgd-cosine", ["schedule": .text("cosine"), "final_learning_rate": .real(0.001)]),
    make("clip-norm", ["clip_norm": .real(0.2)]),
    make("clip-value", ["clip_value": .real(0.01)]),
    make("clip-both", ["clip_value": .real(0.05), "clip_norm": .real(0.3)]),
    make("adam", adam + ["weight_decay": .real(0)]),
    make("adam-decay", adam + ["weight_decay": .real(0.02), "beta1": .real(0.5), "beta2": .real(0.99)]),
    make("adam-spared", adam + ["weight_decay": .real(0.02), "decay_norms": .boolean(false), "clip_norm": .real(0.2)]),
    make("adamw", adam + ["optimizer": .text("adamw"), "weight_decay": .real(0.1)]),
    make(
      "adamw-spared", adam + ["optimizer": .text("adamw"), "weight_decay": .real(0.1), "decay_norms": .boolean(false)]),
    make("rmsprop", rms + ["momentum": .real(0)]),
    make("rmsprop-momentum", rms + ["momentum": .real(0.9), "weight_decay": .real(0.01)]),
    make("rmsprop-tf", rms + ["optimizer": .text("rmsprop-tf"), "momentum": .real(0.9), "epsilon": .real(1)]),
    make(
      "rmsprop-tf-decay",
      // Squares begin at 1: only a fast decay lets the gradients' own be seen.
      rms + [
        "optimizer": .text("rmsprop-tf"), "momentum": .real(0), "weight_decay": .real(0.01), "rms_decay": .real(0.2),
      ]),
    make("label-smoothing", ["label_smoothing": .real(0.1)]),
    make("label-smoothing-strong", ["label_smoothing": .real(0.75)]),
    make("batch-norm", ["batch_norm_momentum": .real(0.03), "batch_norm_epsilon": .real(0.01)]),
  ]

  private static let adam: [String: OptionValue] = [
    "optimizer": .text("adam"), "learning_rate": .real(0.003), "epsilon": .real(1e-6),
  ]
  private static let rms: [String: OptionValue] = [
    "optimizer": .text("rmsprop"), "learning_rate": .real(0.003), "rms_decay": .real(0.95), "epsilon": .real(1e-3),
  ]

  private static func make(_ name: String, _ settings: [String: OptionValue]) -> ParityCase {
    var builder = NetworkBuilder()
    let stem = builder.scoped("stem") { $0.convNorm($0.input, .init(channels: 6, kernel: 3)) }
    let bent = builder.add(.tanh, [stem], "tanh")
    let head = builder.scoped("side") { $0.classifier(bent, classes: 5) }
    builder.add(.auxiliaryOutput(weight: 0.4), [head], "auxiliary")
    let deep = builder.scoped("deep") { $0.convNorm(bent, .init(channels: 8, kernel: 3, stride: 2)) }
    _ = builder.classifier(builder.add(.sigmoid, [deep], "sigmoid"), classes: 5)
    let task = LearningTask(channels: 3, height: 9, width: 8, classes: 5)
    return ParityCase(
      name: name, network: builder.network, task: task, batch: 8, steps: 12,
      settings: ["learning_rate": .real(0.05)] + settings)
  }
}

/// Settings of one dictionary, and those of another that go before them.
private func + (left: [String: OptionValue], right: [String: OptionValue]) -> [String: OptionValue] {
  left.merging(right) { $1 }
}
