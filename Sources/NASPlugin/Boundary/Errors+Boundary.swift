public import CNASPlugin

/// Calls a verb on the other side and throws what it reports.
@inlinable
public func checked(_ verb: (UnsafeMutablePointer<nas_error>) -> nas_status) throws {
  var report: NASError?
  let status = withUnsafeMutablePointer(to: &report) { slot in
    var error = nas_error(
      struct_size: UInt32(MemoryLayout<nas_error>.size), reserved: 0, ctx: UnsafeMutableRawPointer(slot),
      set: storeError)
    return verb(&error)
  }
  guard status != NAS_OK else { return }
  throw report
    ?? NASError(NASError.Code(rawValue: status), "the plugin failed with status \(status) and gave no message")
}

@usableFromInline
let storeError: @convention(c) (UnsafeMutableRawPointer?, nas_status, nas_text, nas_text) -> Void = {
  slot, code, message, hint in
  let hint = String(hint)
  slot?.assumingMemoryBound(to: NASError?.self).pointee = NASError(
    NASError.Code(rawValue: code), String(message), hint: hint.isEmpty ? nil : hint)
}

/// Runs the Swift side of a verb; what it throws becomes a status and a message.
@inlinable
public func answering(_ error: UnsafeMutablePointer<nas_error>?, _ body: () throws -> Void) -> nas_status {
  do {
    try body()
    return NAS_OK
  } catch let thrown {
    return reporting(thrown, to: error)
  }
}

/// Writes an error where the caller asked for it, and says its status.
@usableFromInline
func reporting(_ thrown: any Error, to error: UnsafeMutablePointer<nas_error>?) -> nas_status {
  let known = thrown as? NASError ?? NASError(.failed, "\(thrown)")
  if let error, let set = error.pointee.set {
    known.message.withSpan { message in
      (known.hint ?? "").withSpan { hint in set(error.pointee.ctx, known.code.rawValue, message, hint) }
    }
  }
  return known.code.rawValue == NAS_OK ? NAS_INTERNAL : known.code.rawValue
}
