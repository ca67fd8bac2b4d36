import Synchronization

/// A flag that says "stop soon"; plugins read it as a word of memory, so it never moves.
package final class CancelFlag: @unchecked Sendable {
  private let cell: UnsafeMutablePointer<Atomic<UInt32>>

  /// A flag that is not raised.
  package init() {
    cell = .allocate(capacity: 1)
    cell.initialize(to: Atomic(0))
  }

  deinit {
    cell.deinitialize(count: 1)
    cell.deallocate()
  }

  /// Asks whoever looks at the flag to stop; from any thread.
  package func raise() { cell.pointee.store(1, ordering: .releasing) }

  /// Takes the request back, before the next piece of work.
  package func lower() { cell.pointee.store(0, ordering: .releasing) }

  /// Whether somebody asked to stop.
  package var isRaised: Bool { cell.pointee.load(ordering: .acquiring) != 0 }

  /// Where plugins read it.
  var word: UnsafePointer<UInt32> { UnsafeRawPointer(cell).assumingMemoryBound(to: UInt32.self) }
}
