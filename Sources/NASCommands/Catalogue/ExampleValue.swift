import NASPlugin
import Tables

/// What stands in a new study file where an option has no default.
enum ExampleValue {
  /// The metric that examples are about.
  static let metric = "accuracy"

  /// A value of the option's type; for a table of a space that has a published one, that table.
  static func of(_ option: OptionDescription, component: String, space: String) -> OptionValue {
    let isPublished = component == "table" && space == "nas-bench-201"
    switch option.kind {
    case .path: return .path(isPublished ? TableStore.nasBench201 : "data/\(option.path).csv")
    case .map: return .map([OptionValue.Entry(key: metric, value: isPublished ? "cifar10_val_acc" : metric)])
    case .integer: return .integer(Int(option.bounds?.lowerBound ?? 1))
    case .real: return .real(option.bounds?.lowerBound ?? 1)
    case .text: return .text(option.choices.first ?? "NAME")
    case .list: return .list([metric])
    case .boolean: return .boolean(false)
    case .none: return .none
    }
  }
}
