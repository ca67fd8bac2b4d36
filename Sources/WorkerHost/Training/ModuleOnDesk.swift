import NASPlugin
import Training

/// A module as a plugin holds it.
final class ModuleOnDesk {
  let module: Module
  /// What its weights were drawn from.
  let seed: UInt64
  /// The file that it took weights over from.
  var parent: String?
  /// Whether a training has begun: a second one starts from weights that no digest of inputs names.
  var isTrained = false
  /// What the last epoch measured on the validation images; nil where the weights have changed since.
  var validation: EpochReport?

  init(_ module: Module, seed: UInt64) { (self.module, self.seed) = (module, seed) }
}
