import NASPlugin

/// The plugin of spaces whose architectures are one or two cells, stacked into a network.
@_cdecl("nas_plugin_entry_v1")
public func entry(_ host: UnsafeRawPointer?) -> UnsafeRawPointer? {
  Plugin(id: "org.swift-nas.cell-spaces", version: "0.1.0") {
    NASNetCell.self
    PNASCell.self
    DARTSCell.self
  }.enter(host)
}
