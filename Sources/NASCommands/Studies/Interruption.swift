import Foundation
import Synchronization

/// Ctrl-C and a polite kill: the first asks the study to stop so that it can be resumed, the second ends the process.
enum Interruption {
  private static let isAsked = Atomic<Bool>(false)

  /// Whether somebody asked to stop.
  static var isRequested: Bool { isAsked.load(ordering: .relaxed) }

  /// Begins to listen to SIGINT and SIGTERM.
  static func listen() {
    _ = isRequested  // the flag exists before a signal can come
    for signal in [SIGINT, SIGTERM] {
      var action = sigaction()
      action.__sigaction_handler.sa_handler = { number in
        if Interruption.isAsked.exchange(true, ordering: .relaxed) { _exit(128 + number) }
      }
      sigaction(signal, &action, nil)
    }
  }
}
