import NASPlugin

/// The plugin of strategies that every other is compared with.
@_cdecl("nas_plugin_entry_v1")
public func entry(_ host: UnsafeRawPointer?) -> UnsafeRawPointer? {
  Plugin(id: "org.swift-nas.basic-strategies", version: "0.1.0") {
    RandomSearch.self
    Exhaustive.self
    LocalSearch.self
  }.enter(host)
}
