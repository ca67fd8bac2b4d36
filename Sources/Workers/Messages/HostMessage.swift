/// What the coordinator says to a worker.
///
/// A worker skips kinds that it does not know; new fields of a payload are optional, so that old and new understand each other.
package enum HostMessage: Sendable, Equatable {
  /// Open the plugins and make the components; answered by `ready` or `failed`. Comes first, once.
  case setup(WorkerSetup)
  /// Evaluate these, one after the other; each is answered by its own `result`.
  case evaluate([CandidateRecord])
  /// Train one architecture to the end; answered by `retrained` or `failed`.
  case retrain(RetrainRequest)
  /// End the work in hand as soon as it looks at its cancellation flag.
  case cancel
  /// End the process.
  case quit
  /// A kind from a newer version.
  case unknown(String)
}

extension HostMessage: WireMessage {
  package var kind: String {
    switch self {
    case .setup: "setup"
    case .evaluate: "evaluate"
    case .retrain: "retrain"
    case .cancel: "cancel"
    case .quit: "quit"
    case .unknown(let kind): kind
    }
  }

  package init(kind: String, payload: PayloadReader) throws {
    switch kind {
    case "setup": self = .setup(try payload.read())
    case "evaluate": self = .evaluate(try payload.read())
    case "retrain": self = .retrain(try payload.read())
    case "cancel": self = .cancel
    case "quit": self = .quit
    default: self = .unknown(kind)
    }
  }

  package func write(to payload: inout PayloadWriter) throws {
    switch self {
    case .setup(let setup): try payload.write(setup)
    case .evaluate(let candidates): try payload.write(candidates)
    case .retrain(let request): try payload.write(request)
    case .cancel, .quit, .unknown: break
    }
  }
}
