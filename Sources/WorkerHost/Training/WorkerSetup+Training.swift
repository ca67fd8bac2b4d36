import Foundation
import NASPlugin
import Tensors
import Training
import Workers

extension WorkerSetup {
  /// Opens libtorch for trainings by this setup; throws where it does not see the device.
  func prepareTorch() throws {
    ProcessMemory.keepFreed()
    let torch = try Torch()
    torch.setThreads(threads)
    guard case .cuda(let index) = device else { return }
    // cuBLAS reads it when it is first used: with more workspaces its sums depend on timing.
    setenv("CUBLAS_WORKSPACE_CONFIG", ":4096:8", 0)
    torch.preferDeterministic()
    guard index >= torch.cudaDevices else { return }
    throw NASError(
      .missing, "the study trains on \(device), but libtorch \(torch.version) sees \(torch.cudaDevices) CUDA devices",
      hint: "set device: cpu, or see 'nas doctor'")
  }

  /// Where the training with a digest is written down.
  func checkpoint(named digest: String) throws -> CheckpointPlace {
    let folder = folders.study + "/checkpoints"
    do { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) } catch {
      throw NASError(
        .failed, "cannot make the folder \(folder): \(error.localizedDescription)", hint: "check the study's folder")
    }
    return CheckpointPlace(path: "\(folder)/\(digest).safetensors", training: digest, interval: checkpointInterval)
  }
}
