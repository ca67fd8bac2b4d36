import NASPlugin

/// The plugin of the evaluator that trains each candidate.
@_cdecl("nas_plugin_entry_v1")
public func entry(_ host: UnsafeRawPointer?) -> UnsafeRawPointer? {
  Plugin(id: "org.swift-nas.train-and-validate", version: "0.1.0") { TrainAndValidate.self }.enter(host)
}
