import NASPlugin
import Tensors
import Testing

struct TensorTests {
  @Test func keepsItsNumbersAndShape() throws {
    let tensor = try Tensor([1, 2, 3, 4, 5, 6], shape: [2, 3])
    #expect(try tensor.shape == [2, 3])
    #expect(try tensor.scalarType == .float)
    #expect(tensor.count == 6)
    #expect(try tensor.floats() == [1, 2, 3, 4, 5, 6])
  }

  @Test func copiesTheMemoryItIsMadeFrom() throws {
    var numbers: [Int64] = [7, 8]
    let tensor = try numbers.withUnsafeBytes { try Tensor(.int64, shape: [2], data: $0.baseAddress) }
    numbers[0] = 0
    #expect(try tensor.floats() == [7, 8])
  }

  @Test func refusesNumbersThatDoNotFillTheShape() throws {
    let error = #expect(throws: NASError.self) { try Tensor([1, 2, 3], shape: [2, 2]) }
    #expect(error?.code == .invalid)
    #expect(error?.message == "3 numbers do not fill a tensor of shape [2, 2]")
  }

  @Test func refusesAnItemOfNothing() throws {
    #expect(throws: NASError.self) { try Tensor([], shape: [0]).item() }
  }

  @Test func readsRowByRowWhateverTheMemoryFormat() throws {
    let numbers = (0..<24).map(Float.init)
    let planar = try Tensor(numbers, shape: [1, 2, 3, 4])
    let interleaved = try planar.channelsLast()
    #expect(try interleaved.floats() == numbers)
    let first = interleaved.data?.assumingMemoryBound(to: Float.self)
    #expect(first?[1] == 12, "the second channel of the first pixel comes second in memory")
  }

  @Test func readsATransposedView() throws {
    let tensor = try Tensor([1, 2, 3, 4, 5, 6], shape: [2, 3]).permuted([1, 0])
    #expect(try tensor.shape == [3, 2])
    #expect(try tensor.floats() == [1, 4, 2, 5, 3, 6])
  }

  @Test func roundsToBF16() throws {
    let tensor = try Tensor([1.001, 256.5, -3], shape: [3]).converted(to: .bfloat16)
    #expect(try tensor.scalarType == .bfloat16)
    #expect(try tensor.floats() == [1, 256, -3], "bf16 keeps eight significant bits")
  }

  @Test func isReleasedWithItsLastCopy() throws {
    let torch = try Torch()
    let before = torch.liveTensors
    for _ in 0..<20_000 {
      let tensor = try Tensor([1, 2], shape: [2])
      _ = try tensor.relu().adding(tensor)
      _ = try? tensor.adding(try Tensor([1, 2, 3], shape: [3]))
    }
    // Other tests hold tensors at the same time, but not thousands; here 80,000 were made.
    #expect(abs(torch.liveTensors - before) < 5_000)
  }
}
