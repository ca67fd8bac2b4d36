import CNASPlugin
package import NASPlugin

/// Services through which a component talks with the host while it works.
extension ServiceTable {
  /// Lends the log (`nas.svc.log/1`); `write` is called from whichever thread the plugin logs on.
  package func lendLog(_ write: @escaping @Sendable (LogLevel, String) -> Void) {
    let owner = LogOwner(write)
    let table = nas_log_service(
      struct_size: UInt32(MemoryLayout<nas_log_service>.size), flags: 0, ctx: serviceContext(owner), write: writeLog)
    lend("nas.svc.log/1", table, of: owner)
  }

  /// Lends cancellation and progress (`nas.svc.control/1`); `progress` is called from whichever thread the plugin is on.
  package func lendControl(_ flag: CancelFlag, progress: @escaping @Sendable (Double, String) -> Void) {
    let owner = ControlOwner(flag, progress)
    let table = nas_control_service(
      struct_size: UInt32(MemoryLayout<nas_control_service>.size), flags: 0, ctx: serviceContext(owner),
      cancelled: flag.word, progress: tellProgress)
    lend("nas.svc.control/1", table, of: owner)
  }

  /// Lends a place for files (`nas.svc.artifacts/1`).
  package func lendArtifacts(_ files: ScratchFiles) {
    let table = nas_artifact_service(
      struct_size: UInt32(MemoryLayout<nas_artifact_service>.size), flags: 0, ctx: serviceContext(files),
      scratch: scratchFile, keep: keepFile, find: findFile)
    lend("nas.svc.artifacts/1", table, of: files)
  }
}

private final class LogOwner {
  let write: @Sendable (LogLevel, String) -> Void
  init(_ write: @escaping @Sendable (LogLevel, String) -> Void) { self.write = write }
}

private let writeLog: @convention(c) (UnsafeMutableRawPointer?, Int32, nas_text) -> Void = { ctx, level, message in
  serviceOwner(ctx, as: LogOwner.self)?.write(LogLevel(rawValue: level) ?? .info, String(message))
}

private final class ControlOwner {
  let flag: CancelFlag
  let progress: @Sendable (Double, String) -> Void

  init(_ flag: CancelFlag, _ progress: @escaping @Sendable (Double, String) -> Void) {
    (self.flag, self.progress) = (flag, progress)
  }
}

private let tellProgress: @convention(c) (UnsafeMutableRawPointer?, Double, nas_text) -> Void = { ctx, fraction, what in
  serviceOwner(ctx, as: ControlOwner.self)?.progress(fraction, String(what))
}

private let scratchFile:
  @convention(c) (UnsafeMutableRawPointer?, nas_text, UnsafePointer<nas_byte_sink>?, UnsafeMutablePointer<nas_error>?)
    -> nas_status = {
      ctx, name, sink, error in
      answering(error) {
        guard let files = serviceOwner(ctx, as: ScratchFiles.self) else {
          throw NASError(.invalid, "scratch needs its ctx")
        }
        sink.put(try files.fresh(String(name)))
      }
    }

private let keepFile:
  @convention(c) (UnsafeMutableRawPointer?, UInt64, nas_text, nas_text, UnsafeMutablePointer<nas_error>?) -> nas_status =
    {
      ctx, trial, name, path, error in
      answering(error) { try serviceOwner(ctx, as: ScratchFiles.self)?.keep(trial, String(name), String(path)) }
    }

private let findFile:
  @convention(c) (
    UnsafeMutableRawPointer?, UInt64, nas_text, UnsafePointer<nas_byte_sink>?, UnsafeMutablePointer<nas_error>?
  ) -> nas_status = { ctx, trial, name, sink, error in
    answering(error) {
      let name = String(name)
      guard let path = serviceOwner(ctx, as: ScratchFiles.self)?.find(trial, name) else {
        throw NASError(.missing, "trial \(trial) has no artifact '\(name)' here")
      }
      sink.put(path)
    }
  }
