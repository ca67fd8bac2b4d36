import NASPlugin

/// The plugin of evolutionary strategies.
@_cdecl("nas_plugin_entry_v1")
public func entry(_ host: UnsafeRawPointer?) -> UnsafeRawPointer? {
  Plugin(id: "org.swift-nas.evolution", version: "0.1.0") {
    RegularizedEvolution.self
    TournamentEvolution.self
    GenerationalEvolution.self
    NSGA2.self
  }.enter(host)
}
