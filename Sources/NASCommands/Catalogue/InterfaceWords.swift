/// Interface ids as people say them.
enum InterfaceWords {
  private static let words = [
    "nas.space.crossing/1": "crossing (recombines two architectures)",
    "nas.space.enumerable/1": "enumerable (counted and numbered)",
    "nas.space.encoding/1": "encoding (features for predictors)",
    "nas.space.masking/1": "masking (valid options given a prefix)",
    "nas.space.publishing/1": "publishing (knows architectures of the literature by name)",
    "nas.space.progressive/1": "progressive (extends partial architectures)",
    "nas.space.repairing/1": "repairing (makes invalid architectures valid)",
    "nas.space.weight-sharing/1": "weight-sharing (has a supernet)",
    "nas.state/1": "checkpointing (saves its state)",
    "nas.evaluator.prepare/1": "prepare (works once before the first trial)",
    "nas.oneshot/1": "one-shot (trains a supernet itself)",
    "nas.strategy.retain/1": "retain (says which weights are still needed)",
  ]

  /// What an interface means, or its id where it is not known here.
  static func spoken(_ interface: String) -> String { words[interface] ?? interface }
}
