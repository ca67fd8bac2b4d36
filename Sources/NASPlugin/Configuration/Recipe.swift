/// How a network is trained: the options of `recipe:` in a study file, shared by every evaluator that trains.
public struct Recipe: ComponentConfiguration {
  public var epochs = Option(12, in: 1...100_000, "Passes over the training images.")
  public var batchSize = Option(64, in: 1...65_536, "Images per step.")
  public var learningRate = Option(0.1, in: 1e-9...1e3, "Learning rate at the start.")
  public var finalLearningRate = Option(0.0, in: 0...1e3, "Learning rate at the end of a schedule.")
  public var schedule = Option(Schedule.cosine, "How the learning rate goes from start to end, step by step.")
  public var momentum = Option(0.9, in: 0...1, "Momentum of SGD.")
  public var nesterov = Option(true, "Nesterov's momentum.")
  public var weightDecay = Option(5e-4, in: 0...10, "L2 penalty, on all parameters.")
  public var clipNorm = Option(0.0, in: 0...1e9, "Largest norm of the gradient; 0 does not clip.")
  public var precision = Option(Precision.auto, "Arithmetic of the forward and backward pass: auto is bf16 where the CPU has it.")
  public var crop = Option(4, in: 0...64, "Zero padding for random crops, in pixels; 0 does not crop.")
  public var flip = Option(true, "Mirror half of the images, left to right.")

  /// The defaults are those of NAS-Bench-201 (methods: SGD, Nesterov 0.9, 0.1 to 0 by a cosine, weight decay 5e-4).
  public init() {}

  /// How the learning rate changes.
  public enum Schedule: String, OptionChoice { case cosine, constant }

  /// The arithmetic of training.
  public enum Precision: String, OptionChoice { case auto, fp32, bf16 }

  public func validate() throws {
    if nesterov.value && momentum.value == 0 {
      throw NASError(.invalid, "the recipe asks for Nesterov's momentum with momentum 0", hint: "set nesterov: false or momentum > 0")
    }
    if finalLearningRate.value > learningRate.value {
      throw NASError(.invalid, "the recipe's final_learning_rate is above its learning_rate", hint: "lower final_learning_rate")
    }
  }
}
