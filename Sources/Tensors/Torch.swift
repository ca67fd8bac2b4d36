import CTorch
package import NASPlugin

/// What this process knows of its libtorch.
package struct Torch: Sendable {
  nonisolated(unsafe) let api: UnsafePointer<ctorch_api>

  /// libtorch, opened where it is not yet.
  package init() throws { api = try TorchLibrary.open() }

  /// The version, such as `2.13.0+cpu`.
  package var version: String { text(api.pointee.version()) }

  /// The instruction set that its CPU kernels use, such as `AVX512`.
  package var cpuCapability: String { text(api.pointee.cpu_capability()) }

  private func text(_ bytes: UnsafePointer<CChar>?) -> String { bytes.map { String(cString: $0) } ?? "" }

  /// Whether this processor computes in bf16 itself; without, bf16 is slower than fp32.
  package var hasFastBF16: Bool { api.pointee.has_fast_bf16() != 0 }

  /// Whether a device computes in bf16 itself: GPUs have done so since 2020.
  package func hasFastBF16(on device: Device) -> Bool { device == .cpu ? hasFastBF16 : true }

  /// Asks for kernels whose sums do not depend on timing.
  package func preferDeterministic() { api.pointee.prefer_deterministic() }

  /// Tensors held by Swift; for tests of leaks.
  package var liveTensors: Int { Int(api.pointee.live_tensors()) }

  /// CUDA devices that this libtorch sees.
  package var cudaDevices: Int { Int(api.pointee.cuda_devices()) }

  /// Sets the threads within one operator.
  package func setThreads(_ count: Int) { api.pointee.set_threads(Int32(count)) }

  /// Runs `body` without recording gradients.
  package func withoutGradient<R>(_ body: () throws -> R) rethrows -> R {
    let before = api.pointee.tensor.gradient_enabled(nil, 0)
    defer { _ = api.pointee.tensor.gradient_enabled(nil, before) }
    return try body()
  }

  /// Runs `body` with convolutions and products in bf16; weights are cast once.
  package func withBF16<R>(_ isOn: Bool, on device: Device = .cpu, _ body: () throws -> R) rethrows -> R {
    guard isOn else { return try body() }
    let isCUDA: UInt32 = device == .cpu ? 0 : 1
    api.pointee.autocast_begin(isCUDA)
    defer { api.pointee.autocast_end(isCUDA) }
    return try body()
  }
}
