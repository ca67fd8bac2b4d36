/// How a network is trained: the options of `recipe:` in a study file, shared by every evaluator that trains.
public struct Recipe: ComponentConfiguration {
  /// A trial's fidelity may shorten it; the schedule is then laid over the shorter training.
  public var epochs = Option(12, in: 1...100_000, "Passes over the training images.")
  /// Images left over at the end of an epoch are too few for a step; the next epoch has another order.
  public var batchSize = Option(64, in: 1...65_536, "Images per step.")
  /// An architecture whose network overrides `learning_rate` goes before it.
  public var learningRate = Option(0.1, in: 1e-9...1e3, "Learning rate at the start.")
  /// Reached just after the last step; a constant schedule ignores it.
  public var finalLearningRate = Option(0.0, in: 0...1e3, "Learning rate at the end of a schedule.")
  /// Laid over all steps of the training, not epoch by epoch.
  public var schedule = Option(Schedule.cosine, "How the learning rate goes from start to end, step by step.")
  /// 0 keeps no buffers; Nesterov's form then must be off.
  public var momentum = Option(0.9, in: 0...1, "Momentum of SGD.")
  /// On by default, as NAS-Bench-201 trains.
  public var nesterov = Option(true, "Nesterov's momentum.")
  /// Added to the gradients, so momentum sees it; scales and shifts of norms decay too.
  public var weightDecay = Option(5e-4, in: 0...10, "L2 penalty, on all parameters.")
  /// The norm is that of all gradients taken as one vector.
  public var clipNorm = Option(0.0, in: 0...1e9, "Largest norm of the gradient; 0 does not clip.")
  /// Weights, the loss and the optimizer stay in fp32 whatever it says.
  public var precision = Option(
    Precision.auto, "Arithmetic of the forward and backward pass: auto is bf16 where the CPU has it.")
  /// Seeded by trial and epoch, like every augmentation; never applied when validating.
  public var crop = Option(4, in: 0...64, "Zero padding for random crops, in pixels; 0 does not crop.")
  /// Wrong for digits and letters: set it to false there.
  public var flip = Option(true, "Mirror half of the images, left to right.")

  /// The defaults of NAS-Bench-201: SGD, Nesterov 0.9, 0.1 to 0 by a cosine, weight decay 5e-4.
  public init() {}

  /// How the learning rate changes.
  public enum Schedule: String, OptionChoice { case cosine, constant }

  /// The arithmetic of training.
  public enum Precision: String, OptionChoice { case auto, fp32, bf16 }

  /// Refuses Nesterov's form without momentum, and a schedule that would rise.
  public func validate() throws {
    if nesterov.value && momentum.value == 0 {
      throw NASError(
        .invalid, "the recipe asks for Nesterov's momentum with momentum 0", hint: "set nesterov: false or momentum > 0"
      )
    }
    if finalLearningRate.value > learningRate.value {
      throw NASError(
        .invalid, "the recipe's final_learning_rate is above its learning_rate", hint: "lower final_learning_rate")
    }
  }
}
