/// How a network is trained: the options of `recipe:` in a study file, shared by every evaluator that trains.
public struct Recipe: ComponentConfiguration {
  /// A trial's fidelity may shorten it; the schedule is then laid over the shorter training.
  public var epochs = Option(12, in: 1...100_000, "Passes over the training images.")
  /// Goes before `epochs`; the last pass over the images may then be cut short.
  public var steps = Option(0, in: 0...1_000_000_000, "Steps of the optimizer; 0 trains for whole epochs.")
  /// Images left over at the end of an epoch are too few for a step; the next epoch has another order.
  public var batchSize = Option(64, in: 1...65_536, "Images per step.")

  /// What the letters of each rule are stands with the rule, in the trainer.
  public var optimizer = Option(Optimizer.sgd, "The rule by which gradients change the weights.")
  /// An architecture whose network overrides `learning_rate` goes before it.
  public var learningRate = Option(0.1, in: 1e-9...1e3, "Learning rate at the start, after any warm-up.")
  /// Reached just after the last step; constant, step and exponential schedules ignore it.
  public var finalLearningRate = Option(0.0, in: 0...1e3, "Learning rate at the end of a cosine or linear schedule.")
  /// Laid over all steps that follow the warm-up.
  public var schedule = Option(Schedule.cosine, "How the learning rate goes from start to end.")
  /// Much code of the field changes the rate between epochs only.
  public var schedulePer = Option(Interval.step, "Whether rates change with every step or stay for an epoch.")
  /// A fraction is allowed: NASNet decays every 2.4 epochs.
  public var decayEpochs = Option(30.0, in: 1e-3...1e6, "Epochs for one decay of a step or exponential schedule.")
  /// An exponential schedule decays continuously, a step schedule at once.
  public var decayRate = Option(0.1, in: 1e-6...1, "Factor of one decay of a step or exponential schedule.")
  /// Counted in the epochs of this training; a fraction is allowed.
  public var warmupEpochs = Option(0.0, in: 0...1e5, "Epochs in which the rate first rises linearly.")
  /// The rise ends at `learning_rate`.
  public var warmupLearningRate = Option(0.0, in: 0...1e3, "Learning rate at which the warm-up begins.")

  /// 0 keeps no buffers, and Nesterov's form then must be off; Adam has its betas instead.
  public var momentum = Option(0.9, in: 0...1, "Momentum of SGD and RMSProp.")
  /// On by default, as NAS-Bench-201 trains; the other rules ignore it.
  public var nesterov = Option(true, "Nesterov's momentum, for SGD.")
  /// DARTS takes 0.5 for its architecture parameters.
  public var beta1 = Option(0.9, in: 0...0.999_999, "Adam: decay of the mean of the gradients.")
  /// Near 1: squares are averaged over many steps.
  public var beta2 = Option(0.999, in: 0...0.999_999, "Adam: decay of the mean of their squares.")
  /// PyTorch's default is 0.99, TensorFlow's and NASNet's 0.9.
  public var rmsDecay = Option(0.9, in: 0...0.999_999, "RMSProp: decay of the mean of the squares.")
  /// NASNet's RMSProp takes 1.0.
  public var epsilon = Option(1e-8, in: 1e-16...10, "Adam and RMSProp: keeps the divisor away from 0.")
  /// Added to the gradients, so momentum sees it; AdamW takes it from the weights instead.
  public var weightDecay = Option(5e-4, in: 0...10, "L2 penalty on the weights.")
  /// DARTS, SPOS and NAS-Bench-201 decay all parameters; ResNet recipes of today often spare these.
  public var decayNorms = Option(true, "Whether scales and shifts of norms, and biases, decay too.")

  /// The norm is that of all gradients taken as one vector.
  public var clipNorm = Option(0.0, in: 0...1e9, "Largest norm of the gradient; 0 does not clip.")
  /// Before the norm is taken.
  public var clipValue = Option(0.0, in: 0...1e9, "Largest absolute value of a gradient's element; 0 does not clip.")
  /// The target is 1 − s, and s spread over all classes (Szegedy and others 2016).
  public var labelSmoothing = Option(0.0, in: 0...0.999, "Share of the target that is spread over all classes.")
  /// The probabilities themselves are the network's: a space gives each cell its own.
  public var dropPathSchedule = Option(Ramp.linear, "How drop path grows to the network's probabilities.")
  /// Parameters and statistics are averaged, used to validate, and kept in the end; 0.9999 is usual on ImageNet.
  public var ema = Option(0.0, in: 0...0.999_999, "Decay of the exponential average of the weights; 0 keeps none.")
  /// PyTorch's meaning: the share of the newest batch.
  public var batchNormMomentum = Option(0.1, in: 0...1, "Share of a batch in the running statistics of batch norm.")
  /// TensorFlow's NASNet takes 1e-3 on ImageNet.
  public var batchNormEpsilon = Option(1e-5, in: 1e-9...1, "Keeps batch norm's divisor away from 0.")

  /// Random ones are drawn once per image and stay for the whole study (RLNAS, Zhang and others 2021).
  public var labels = Option(Labels.true, "What is learned: the true labels, random ones, or shuffled ones.")
  /// With the study's own seed: two studies of different seeds learn different labels.
  public var labelSeed = Option(0, in: 0...1_000_000_000, "Another number gives other random or shuffled labels.")
  /// Not more than the network's head has.
  public var labelClasses = Option(0, in: 0...65_536, "Classes of random labels; 0 takes those of the data.")

  /// Weights, the loss and the optimizer stay in fp32 whatever it says.
  public var precision = Option(
    Precision.auto, "Arithmetic of the forward and backward pass: auto is bf16 where the device has it.")
  /// Seeded by trial and epoch, like every augmentation; never applied when validating.
  public var crop = Option(4, in: 0...64, "Zero padding for random crops, in pixels; 0 does not crop.")
  /// Wrong for digits and letters: set it to false there.
  public var flip = Option(true, "Mirror half of the images, left to right.")
  /// DeVries and Taylor 2017: 16 on CIFAR-10, 8 on CIFAR-100.
  public var cutout = Option(0, in: 0...1_024, "Side of a square of the image set to the mean, in pixels; 0 cuts none.")
  /// The last epoch always validates.
  public var validateEvery = Option(
    1, in: 0...100_000, "Epochs from one validation to the next; 0 validates at the end.")

  /// The defaults of NAS-Bench-201: SGD, Nesterov 0.9, 0.1 to 0 by a cosine, weight decay 5e-4.
  public init() {}
}
