import NASPlugin

/// The plugin of spaces whose architectures are chains of blocks, each chosen for its place.
@_cdecl("nas_plugin_entry_v1")
public func entry(_ host: UnsafeRawPointer?) -> UnsafeRawPointer? {
  Plugin(id: "org.swift-nas.block-spaces", version: "0.1.0") {
    MobileBlocks.self
    ShuffleBlocks.self
  }.enter(host)
}
