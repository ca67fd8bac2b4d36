import Foundation

/// Looks for libtorch as a worker will; it is not opened, since that takes time and is the workers' affair.
enum TorchCheck {
  static var finding: Finding {
    let (folder, source) = place
    guard let folder else { return absent("not known here (there is no \(source)): studies that train do not run") }
    guard FileManager.default.fileExists(atPath: folder + "/lib/libtorch_cpu.so") else {
      return absent("\(source) names '\(folder)', which holds no lib/libtorch_cpu.so", state: .broken)
    }
    let shim = Folders.executable + "/libTorchShim.so"
    guard FileManager.default.fileExists(atPath: shim) else {
      return absent("\(folder), but the library that binds it is missing: \(shim)", state: .broken)
    }
    return .good("libtorch", folder)
  }

  private static func absent(_ what: String, state: Finding.State = .absent) -> Finding {
    Finding(
      name: "libtorch", state: state, what: what,
      remedy: "run make build, or set NAS_LIBTORCH to the folder that holds its lib/")
  }

  /// The folder as a worker looks for it: `$NAS_LIBTORCH`, else what `libtorch.path` beside this program names.
  private static var place: (folder: String?, source: String) {
    if let named = ProcessInfo.processInfo.environment["NAS_LIBTORCH"], !named.isEmpty {
      return (named, "NAS_LIBTORCH")
    }
    let note = Folders.executable + "/libtorch.path"
    guard let data = FileManager.default.contents(atPath: note) else { return (nil, note) }
    return (String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines), note)
  }
}
