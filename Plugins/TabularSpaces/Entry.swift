import NASPlugin

/// The plugin of search spaces for which tables of results exist.
@_cdecl("nas_plugin_entry_v1")
public func entry(_ host: UnsafeRawPointer?) -> UnsafeRawPointer? {
  Plugin(id: "org.swift-nas.tabular-spaces", version: "0.1.0") {
    NASBench101.self
    NASBench201.self
    Categorical.self
  }.enter(host)
}
