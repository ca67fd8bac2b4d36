import NASPlugin
package import Planning

/// A study file that explains itself: every key of three components, each with its meaning, default and range.
package struct StudyTemplate {
  /// A component, by the words after `use:`.
  package struct Part {
    var use: String
    var entry: ComponentEntry

    /// A component and what a study file calls it.
    package init(use: String, _ entry: ComponentEntry) { (self.use, self.entry) = (use, entry) }
  }

  /// The components of a study.
  package struct Parts {
    var space: Part
    var strategy: Part
    var evaluator: Part

    /// The three that every study has.
    package init(space: Part, strategy: Part, evaluator: Part) {
      (self.space, self.strategy, self.evaluator) = (space, strategy, evaluator)
    }
  }

  private let parts: Parts
  private let data: String?
  /// The metric of the objective.
  package var metric = ExampleValue.metric
  /// Whether more of it is better.
  package var isMaximized = true

  /// A template; without `data` the study runs on no images.
  package init(_ parts: Parts, data: String?) { (self.parts, self.data) = (parts, data) }

  /// The file.
  package var text: String {
    [head, images, component(parts.space), component(parts.strategy), component(parts.evaluator), tail]
      .filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private var head: String {
    """
    # A study. 'nas check FILE' says whether it would run, 'nas run FILE' runs it.
    # Every component key below stands at its default; 'nas describe NAME' explains a component.
    name: study

    # The seed of all randomness: the same file and seed give the same trials.
    seed: 0

    """
  }

  /// CIFAR-10 comes in no package, so its folder must be named.
  private var images: String {
    guard let data else { return "" }
    let path = data == "fashion-mnist" ? "# path: data/fashion-mnist" : "path: data/\(data)"
    return """
      # The images ('nas data list' says which are here): train on the first split, measure on the second.
      # The official test images are kept for 'retrain'.
      data:
        use: \(OptionText.quoted(data))
        # The folder with the files; left out, where the system's package puts them.
        \(path)
        # How many training images train and how many validate; left out, 5000 validate and the rest trains.
        # train: 50000
        # validation: 5000

      """
  }

  private func component(_ part: Part) -> String {
    let paper = part.entry.paper.isEmpty ? [] : ["# \(part.entry.paper)"]
    let lines = ["# \(part.entry.summary)"] + paper + ["\(part.entry.role):", "  use: \(OptionText.quoted(part.use))"]
    let options = OptionLines(part.entry, space: parts.space.entry.name).lines(
      part.entry.options, prefix: "", indent: "  ")
    return (lines + options).joined(separator: "\n") + "\n"
  }

  private var tail: String {
    """
    # What the search is for: one of the evaluator's metrics; a list of several gives a Pareto front.
    objective: { \(isMaximized ? "maximize" : "minimize"): \(OptionText.quoted(metric)) }

    # Bounds on metrics; params and macs are checked before an architecture costs anything.
    # constraints: ["macs <= 150M", "params <= 1M"]

    # When the search ends: trials, time (90s, 10m, 2h), or whichever comes first.
    budget:
      trials: 100
      # time: 1h

    # Worker processes; auto is one per core. Never changes the result.
    workers: auto

    # Trials in flight: part of the study, and so of its result; the strategy gives the default.
    # window: \(parts.strategy.entry.window)

    # An architecture that comes again: reuse its outcome, repeat the evaluation, or reject it and ask again.
    # duplicates: { policy: reuse, level: tokens }

    # What one evaluation may use: time, and MiB of memory.
    # limits: { time: 1h, memory: 4096 }

    # What happens when an evaluation fails.
    # failures: { retries: 0, stop_after: 20 }
    \(retraining)
    """
  }

  private var retraining: String {
    guard data != nil else { return "" }
    return """

      # The best architectures trained to the end on all training images, and measured on the test images.
      # retrain: { top: 1, recipe: { epochs: 50 } }

      """
  }
}
