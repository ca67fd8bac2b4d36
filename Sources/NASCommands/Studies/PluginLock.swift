import Foundation
import NASPlugin
import Planning

/// `plugins.lock`: the exact plugin files that a study runs on.
struct PluginLock: Codable, Equatable {
  var plugins: [Entry]

  struct Entry: Codable, Equatable {
    var id: String
    var version: String
    var sha256: String
    var components: [String]
    var unsigned: Bool
  }

  /// The plugins of a plan, each once.
  init(_ plan: Plan) {
    let groups = Dictionary(grouping: plan.components, by: \.plugin.digest)
    plugins = groups.values.map { parts in
      let plugin = parts[0].plugin
      return Entry(
        id: plugin.id, version: plugin.version, sha256: plugin.digest, components: parts.map(\.name).sorted(),
        unsigned: !plugin.isOwn)
    }.sorted { ($0.id, $0.version) < ($1.id, $1.version) }
  }

  /// Reads a study's lock.
  init(path: String) throws {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw NASError(.missing, "the study's file '\(path)' is missing", hint: "restore it, or start a new study")
    }
    do {
      self = try JSONDecoder().decode(PluginLock.self, from: data)
    } catch {
      throw NASError(.invalid, "the study's file '\(path)' is damaged", hint: "restore it, or start a new study")
    }
  }

  /// Refuses to go on with another plugin file than the study began with.
  func check(against now: PluginLock) throws {
    for entry in now.plugins where !plugins.contains(entry) {
      throw NASError(
        .invalid, "plugin '\(entry.id)' is not the file that the study began with",
        hint: "restore that version, or pass --allow-changed-plugins, which is recorded")
    }
  }
}
