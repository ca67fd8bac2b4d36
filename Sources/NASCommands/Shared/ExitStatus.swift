import NASPlugin

/// How `nas` ends, for scripts.
enum ExitStatus {
  static let done: Int32 = 0
  static let failed: Int32 = 1
  static let wrongUse: Int32 = 2
  /// Interrupted, and resumable.
  static let interrupted: Int32 = 130

  /// The status for an error: 2 for what the user can put right, 1 for what went wrong in here.
  static func of(_ error: NASError) -> Int32 {
    switch error.code {
    case .internal, .failed, .timeout: failed
    case .cancelled: interrupted
    default: wrongUse
    }
  }
}
