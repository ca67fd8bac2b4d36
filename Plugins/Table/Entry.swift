import NASPlugin

/// The plugin of evaluators that look results up instead of training.
@_cdecl("nas_plugin_entry_v1")
public func entry(_ host: UnsafeRawPointer?) -> UnsafeRawPointer? {
  Plugin(id: "org.swift-nas.table", version: "0.1.0") { TableEvaluator.self }.enter(host)
}
