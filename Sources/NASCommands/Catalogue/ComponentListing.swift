import NASPlugin
import Planning

/// Components as JSON lists them.
struct ComponentListing: Encodable {
  var components: [Component]

  struct Component: Encodable {
    var name: String
    var role: String
    var summary: String
    var plugin: Plugin
  }

  struct Plugin: Encodable {
    var id: String
    var version: String
    var path: String
    var own: Bool

    init(_ identity: PluginIdentity) {
      (id, version, path, own) = (identity.id, identity.version, identity.path, identity.isOwn)
    }
  }

  init(_ entries: [ComponentEntry]) {
    components = entries.map {
      Component(name: $0.name, role: $0.role.rawValue, summary: $0.summary, plugin: Plugin($0.plugin))
    }
  }
}
