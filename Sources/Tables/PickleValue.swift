/// What a pickle of plain data holds.
package enum PickleValue: Sendable, Equatable {
  /// A text.
  case text(String)
  /// A number.
  case number(Double)
  /// Values in order.
  case list([PickleValue])
  /// Values by name, in the order of the file.
  case dictionary([(key: String, value: PickleValue)])

  package static func == (left: PickleValue, right: PickleValue) -> Bool {
    switch (left, right) {
    case (.text(let left), .text(let right)): left == right
    case (.number(let left), .number(let right)): left == right
    case (.list(let left), .list(let right)): left == right
    case (.dictionary(let left), .dictionary(let right)):
      left.elementsEqual(right) { $0.key == $1.key && $0.value == $1.value }
    default: false
    }
  }
}
