import Foundation
import Testing

/// What the program says of devices.
@Suite(.enabled(if: Training.obstacle == nil, "\(Training.obstacle ?? "")"))
struct DeviceTests {
  /// What `nas doctor` says of libtorch.
  private func torch() throws -> String {
    let doctor = try Program("doctor", "--format", "json").object()
    let findings = try #require(doctor["findings"] as? [[String: Any]])
    let torch = try #require(findings.first { $0["name"] as? String == "libtorch" })
    return try #require(torch["what"] as? String)
  }

  @Test func theDoctorNamesLibtorchAndItsDevices() throws {
    let torch = try torch()
    #expect(torch.contains("devices: cpu") && torch.contains("bf16") && torch.hasPrefix("2."), "\(torch)")
  }

  @Test func aDeviceThatIsNotThereIsAnErrorOfTheStudy() throws {
    // The last of 256 devices: no machine has it.
    let study = try Training.study()
    let run = try Program(study.run("study", "--set", "device=cuda:255"))
    #expect(run.status == 2, "\(run.errors)")
    #expect(run.errors.contains("the study trains on cuda:255") && run.errors.contains("CUDA devices; set device: cpu"))
    #expect(!FileManager.default.fileExists(atPath: study.folder("study")), "nothing is left behind")
  }

  @Test func aDeviceThatCannotBeIsRefused() throws {
    let study = try Training.study()
    let run = try Program("check", study.file, "--set", "device=gpu")
    #expect(run.status == 2 && run.errors.contains("'device' must be cpu, cuda or cuda:1, not 'gpu'"), "\(run.errors)")
  }
}
