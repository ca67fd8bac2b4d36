/// What a process found out about its libtorch, as `nas-worker --describe-torch` writes it.
package struct TorchDescription: Sendable, Codable, Equatable {
  /// The version, such as `2.13.0+cpu`.
  package var version: String
  /// The instruction set of its CPU kernels, such as `AVX512`.
  package var instructions: String
  /// Whether the processor computes in bf16 itself.
  package var bf16: Bool
  /// The devices on which networks can be trained, as study files name them.
  package var devices: [String]

  /// Opens libtorch and looks.
  package init() throws {
    let torch = try Torch()
    (version, instructions, bf16) = (torch.version, torch.cpuCapability, torch.hasFastBF16)
    devices = ["cpu"] + (0..<torch.cudaDevices).map { "cuda:\($0)" }
  }
}
