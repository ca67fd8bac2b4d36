extension Recipe {
  /// The rules by which gradients change the weights.
  public enum Optimizer: String, OptionChoice {
    case sgd, adam, adamw, rmsprop
    /// TensorFlow's form: epsilon under the root, squares that begin at 1, rates within the momentum.
    case rmspropTF = "rmsprop-tf"
  }

  /// How the learning rate changes.
  public enum Schedule: String, OptionChoice { case cosine, constant, linear, step, exponential }

  /// How often a rate changes.
  public enum Interval: String, OptionChoice { case step, epoch }

  /// How a probability grows over a training: with every step, with every epoch, or not at all.
  public enum Ramp: String, OptionChoice {
    case linear
    case linearPerEpoch = "linear-per-epoch"
    case constant
  }

  /// The labels that are learned.
  public enum Labels: String, OptionChoice { case `true`, random, shuffled }

  /// The arithmetic of training.
  public enum Precision: String, OptionChoice { case auto, fp32, bf16 }

  /// Refuses settings that contradict each other.
  public func validate() throws {
    if optimizer.value == .sgd && nesterov.value && momentum.value == 0 {
      throw NASError(
        .invalid, "the recipe asks for Nesterov's momentum with momentum 0", hint: "set nesterov: false or momentum > 0"
      )
    }
    let falls = schedule.value == .cosine || schedule.value == .linear
    if falls && finalLearningRate.value > learningRate.value {
      throw NASError(
        .invalid, "the recipe's final_learning_rate is above its learning_rate", hint: "lower final_learning_rate")
    }
    if warmupEpochs.value > 0 && warmupLearningRate.value > learningRate.value {
      throw NASError(
        .invalid, "the recipe's warmup_learning_rate is above its learning_rate", hint: "lower warmup_learning_rate")
    }
    if steps.value == 0 && warmupEpochs.value >= Double(epochs.value) {
      throw NASError(
        .invalid, "the recipe warms up for \(warmupEpochs.value) of its \(epochs.value) epochs",
        hint: "lower warmup_epochs")
    }
    if labels.value == .true && labelClasses.value > 0 {
      throw NASError(
        .invalid, "the recipe gives label_classes for true labels", hint: "set labels: random, or leave it out")
    }
  }
}
