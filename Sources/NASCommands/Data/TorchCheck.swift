import Foundation

/// Looks for libtorch as a worker will, and asks a worker what it is and which devices it sees.
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
    return described(in: folder)
  }

  /// What a worker says of libtorch.
  ///
  /// `nas` itself never opens it: that takes a quarter of a second and hundreds of megabytes.
  private static func described(in folder: String) -> Finding {
    do {
      let worker = Tool(path: Folders.executable + "/nas-worker")
      let result = try worker.run(["--describe-torch"])
      guard result.status == 0 else { return absent("\(folder), but: \(result.errors)", state: .broken) }
      let torch = try JSONDecoder().decode(Description.self, from: Data(result.output.utf8))
      let bf16 = torch.bf16 ? "fast bf16" : "no fast bf16"
      let devices = torch.devices.joined(separator: ", ")
      return .good("libtorch", "\(torch.version) at \(folder); \(torch.instructions), \(bf16); devices: \(devices)")
    } catch {
      return absent("\(folder), but a worker cannot describe it: \(error)", state: .broken)
    }
  }

  /// What `nas-worker --describe-torch` writes.
  private struct Description: Decodable {
    var version: String
    var instructions: String
    var bf16: Bool
    var devices: [String]
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
