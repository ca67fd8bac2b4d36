/// Which plugin file a component comes from.
package struct PluginIdentity: Sendable, Equatable, Codable {
  package var id: String
  package var version: String
  /// SHA-256 of the library, in lower-case hexadecimal.
  package var digest: String
  /// Absolute path of the library.
  package var path: String
  /// Whether it stands in the build's own folder; others need `--allow-unsigned`.
  package var isOwn: Bool

  /// An identity of a library file.
  package init(id: String, version: String, digest: String, path: String, isOwn: Bool) {
    (self.id, self.version, self.digest, self.path, self.isOwn) = (id, version, digest, path, isOwn)
  }
}
