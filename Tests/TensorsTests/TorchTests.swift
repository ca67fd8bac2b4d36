import Tensors
import Testing

struct TorchTests {
  @Test func tellsWhatItIs() throws {
    let torch = try Torch()
    #expect(torch.version.split(separator: ".").count >= 3, "\(torch.version)")
    #expect(
      ["DEFAULT", "AVX2", "AVX512", "NEON", "SVE256", "SVE128"].contains(torch.cpuCapability), "\(torch.cpuCapability)")
    #expect(torch.cudaDevices >= 0)
    #expect(TorchLibrary.isOpen)
  }

  @Test func findsTheFolderOfItsLibraries() throws {
    let folder = try TorchLibrary.folder()
    #expect(folder.hasPrefix("/"))
  }

  @Test func leavesBF16WithTheScope() throws {
    let torch = try Torch()
    let (x, weight) = (try Tensor([1, 2], shape: [1, 2]), try Tensor([1, 1], shape: [1, 2]))
    #expect(try torch.withBF16(true) { try x.linear(weight, bias: nil).scalarType } == .bfloat16)
    #expect(try torch.withBF16(false) { try x.linear(weight, bias: nil).scalarType } == .float)
    #expect(try x.linear(weight, bias: nil).scalarType == .float)
  }
}
