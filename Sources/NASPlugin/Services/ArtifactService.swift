import CNASPlugin

/// The files that trials leave behind, named within their trial.
public struct ArtifactService {
  let table: UnsafePointer<nas_artifact_service>

  /// A fresh path in the scratch folder to write a file to.
  public func scratchPath(_ name: String) throws -> String {
    try collectText { sink in
      try checked { error in
        name.withSpan { table.pointee.scratch?(table.pointee.ctx, $0, sink, error) ?? NAS_UNIMPLEMENTED }
      }
    }
  }

  /// Hands a finished file to the store; it is moved.
  public func keep(_ path: String, as name: String, of trial: TrialID) throws {
    try checked { error in
      name.withSpan { name in
        path.withSpan { table.pointee.keep?(table.pointee.ctx, trial, name, $0, error) ?? NAS_UNIMPLEMENTED }
      }
    }
  }
}
