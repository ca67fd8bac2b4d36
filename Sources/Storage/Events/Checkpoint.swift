/// A strategy's state, and how much of the history it has seen.
///
/// It only saves time: the history alone leads to the same state.
package struct Checkpoint: Sendable, Equatable {
  /// How many trials the strategy had asked.
  package var asked: UInt64
  /// How many outcomes it had been told.
  package var told: UInt64
  /// The state, in the strategy's own form.
  package var state: [UInt8]

  /// A state after so many asks and tells.
  package init(asked: UInt64, told: UInt64, state: [UInt8]) {
    (self.asked, self.told, self.state) = (asked, told, state)
  }
}
