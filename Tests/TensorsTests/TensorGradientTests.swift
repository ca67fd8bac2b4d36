import NASPlugin
import Tensors
import Testing

struct TensorGradientTests {
  private let x: Tensor

  init() throws {
    x = try Tensor([1, -2, 3], shape: [3])
    try x.requireGradient()
  }

  /// f = Σ x·relu(x), so the gradient is 2x where x is positive and 0 elsewhere.
  private func square() throws -> Tensor {
    try Operator("aten::sum")(.tensor(try x.multiplied(by: try x.relu())))
  }

  @Test func isThatOfTheExpression() throws {
    let value = try square()
    try value.backward()
    #expect(try value.item() == 10)
    #expect(try x.gradient()?.floats() == [2, 0, 6])
  }

  @Test func addsUpUntilItIsCleared() throws {
    #expect(try x.gradient() == nil)
    try square().backward()
    try square().backward()
    #expect(try x.gradient()?.floats() == [4, 0, 12])
    x.clearGradient()
    #expect(try x.gradient() == nil)
  }

  @Test func isNotRecordedWithoutGradient() throws {
    let value = try Torch().withoutGradient { try square() }
    let error = #expect(throws: NASError.self) { try value.backward() }
    #expect(error?.code == .failed)
    #expect(error?.message.contains("does not require grad") == true)
    try square().backward()
    #expect(try x.gradient() != nil, "recording is on again after the scope")
  }

  @Test func flowsThroughBF16() throws {
    let weight = try Tensor([0.5, 0.25, -1, 2], shape: [2, 2])
    try weight.requireGradient()
    let input = try Tensor([1, 2], shape: [1, 2])
    let output = try Torch().withBF16(true) { try input.linear(weight, bias: nil) }
    #expect(try output.scalarType == .bfloat16)
    #expect(try output.floats() == [1, 3])
    try Operator("aten::sum")(.tensor(output)).backward()
    let gradient = try #require(try weight.gradient())
    #expect(try gradient.scalarType == .float)
    #expect(try gradient.floats() == [1, 2, 1, 2])
  }
}
