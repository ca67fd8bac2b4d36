import NASPlugin

/// The plugin of spaces whose networks are chains of layers.
@_cdecl("nas_plugin_entry_v1")
public func entry(_ host: UnsafeRawPointer?) -> UnsafeRawPointer? {
  Plugin(id: "org.swift-nas.chain-spaces", version: "0.1.0") { ConvChain.self }.enter(host)
}
