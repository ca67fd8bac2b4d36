import NASPlugin

/// The plugin of spaces whose architectures are graphs: open-ended ones, and hierarchies of motifs.
@_cdecl("nas_plugin_entry_v1")
public func entry(_ host: UnsafeRawPointer?) -> UnsafeRawPointer? {
  Plugin(id: "org.swift-nas.graph-spaces", version: "0.1.0") {
    Hierarchical.self
    LargeScaleEvolution.self
  }.enter(host)
}
