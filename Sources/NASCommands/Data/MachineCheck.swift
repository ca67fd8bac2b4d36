import Foundation
import PluginHosting

/// The processor, the memory and the runtime.
enum MachineCheck {
  static var findings: [Finding] {
    let info = ProcessInfo.processInfo
    let memory = Double(info.physicalMemory) / 0x1p30
    return [
      .good("nas", "\(Version.text), \(HostPlatform.name)"),
      .good("Swift runtime", HostPlatform.swiftRuntime.replacing("host:", with: "")),
      .good("glibc", HostPlatform.glibc?.description ?? "of unknown version"),
      .good("cores", "\(info.activeProcessorCount)\(model.map { ", \($0)" } ?? "")"),
      Finding(
        name: "memory", state: memory < 2 ? .absent : .good, what: "\((memory * 10).rounded() / 10) GiB",
        remedy: memory < 2 ? "a worker that trains needs about 1 GiB: set workers: 1" : nil),
      arithmetic,
    ]
  }

  /// What makes training quick on this processor.
  private static var arithmetic: Finding {
    // x86 calls them flags, arm64 features.
    let flags = Set((field("flags") ?? field("Features") ?? "").split(separator: " ").map(String.init))
    let known = ["avx2", "avx512f", "avx512_bf16", "amx_bf16", "asimd", "bf16"].filter(flags.contains)
    let hasBF16 = known.contains { $0.contains("bf16") }
    let note = hasBF16 ? "" : "; no bf16, so precision: auto trains in fp32"
    return .good("instructions", (known.isEmpty ? "plain" : known.joined(separator: ", ")) + note)
  }

  private static var model: String? { field("model name") }

  private static func field(_ name: String) -> String? {
    guard let data = FileManager.default.contents(atPath: "/proc/cpuinfo") else { return nil }
    let line = String(decoding: data, as: UTF8.self).split(separator: "\n").first { $0.hasPrefix(name) }
    return line?.split(separator: ":", maxSplits: 1).last?.trimmingCharacters(in: .whitespaces)
  }
}
