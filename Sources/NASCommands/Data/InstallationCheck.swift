import Foundation
import NASPlugin
import Planning
import PluginHosting

/// The plugins and the worker beside this program.
enum InstallationCheck {
  static func findings(_ options: PluginOptions) -> [Finding] {
    [worker] + plugins(options)
  }

  private static var worker: Finding {
    let path = Folders.executable + "/nas-worker"
    guard FileManager.default.isExecutableFile(atPath: path) else {
      return Finding(
        name: "worker", state: .broken, what: "\(path) is missing: only tabular studies run", remedy: "run make build")
    }
    return .good("worker", path)
  }

  private static func plugins(_ options: PluginOptions) -> [Finding] {
    do {
      let installation = try Installation(paths: options.pluginPath, allowUnsigned: options.allowUnsigned)
      let problems = installation.found.problems.map {
        Finding(name: "plugin", state: .broken, what: $0.message, remedy: $0.hint)
      }
      return [summary(installation)] + problems
    } catch {
      return [Finding(name: "plugins", state: .broken, what: "\(error)", remedy: nil)]
    }
  }

  private static func summary(_ installation: Installation) -> Finding {
    let count = installation.found.plugins.count
    guard count > 0 else {
      return Finding(
        name: "plugins", state: .broken, what: "none is installed", remedy: "run make build, or pass --plugin-path")
    }
    let unsigned = installation.found.plugins.filter { !$0.isOwn }.count
    let note = unsigned > 0 ? ", \(unsigned) of them unsigned (opened with --allow-unsigned only)" : ""
    return .good("plugins", "\(count) with \(installation.catalog.entries.count) components\(note)")
  }
}
