import NASPlugin
import Tensors
import Testing

struct OperatorTests {
  private let x: Tensor

  init() throws { x = try Tensor([1, 2, 3, 4], shape: [2, 2]) }

  @Test func fillsLeftOutArgumentsWithTheirDefaults() throws {
    // add.Tensor(self, other, *, alpha=1)
    #expect(try Operator("aten::add.Tensor")(.tensor(x), .tensor(x)).floats() == [2, 4, 6, 8])
    #expect(try Operator("aten::add.Tensor")(.tensor(x), .tensor(x), .integer(3)).floats() == [4, 8, 12, 16])
  }

  @Test func givesSeveralResults() throws {
    let results = try Operator("aten::max.dim").call([.tensor(x), .integer(1)])
    #expect(try results.tensor(0).floats() == [2, 4])
    #expect(try results.tensor(1).floats() == [1, 1])
    #expect(throws: NASError.self) { try results.tensor(2) }
  }

  @Test func takesListsOfTensors() throws {
    let joined = try Operator("aten::cat")(.tensors([x, x]), .integer(1))
    #expect(try joined.shape == [2, 4])
    #expect(try joined.floats() == [1, 2, 1, 2, 3, 4, 3, 4])
  }

  @Test func changesATensorInPlace() throws {
    try Operator("aten::mul_.Scalar").run(.tensor(x), .real(0.5))
    #expect(try x.floats() == [0.5, 1, 1.5, 2])
  }

  @Test(arguments: [
    ("aten::no_such_thing", "aten::no_such_thing"),
    ("aten::add.NoSuchOverload", "NoSuchOverload"),
  ])
  func refusesOperatorsThatDoNotExist(name: String, named: String) throws {
    let error = #expect(throws: NASError.self) { try Operator(name)(.tensor(x)) }
    #expect(error?.message.contains(named) == true, "\(String(describing: error))")
  }

  @Test func saysWhichArgumentIsMissing() throws {
    let error = #expect(throws: NASError.self) { try Operator("aten::add.Tensor")(.tensor(x)) }
    #expect(error?.message.contains("needs the argument 'other'") == true, "\(String(describing: error))")
  }

  @Test func refusesTooManyArguments() throws {
    let error = #expect(throws: NASError.self) { try Operator("aten::relu")(.tensor(x), .none, .none) }
    #expect(error?.message.contains("takes 1 arguments, not 3") == true, "\(String(describing: error))")
  }

  @Test func refusesAnArgumentOfTheWrongKind() throws {
    #expect(throws: NASError.self) { try Operator("aten::relu")(.integer(1)) }
    #expect(throws: NASError.self) { try Operator("aten::relu")(.none) }
    #expect(throws: NASError.self) { try Operator("aten::cat")(.tensor(x)) }
    #expect(throws: NASError.self) { try Operator("aten::sum.dim_IntList")(.tensor(x), .tensors([x])) }
  }

  @Test func saysInOneLineWhichShapesDoNotFit() throws {
    let other = try Tensor([1, 2, 3], shape: [3])
    let error = #expect(throws: NASError.self) { try x.adding(other) }
    let message = try #require(error?.message)
    #expect(message.contains("size of tensor a (2)"), "\(message)")
    #expect(!message.contains("\n"), "no stack of C++ frames")
  }
}

extension OperatorTests {
  @Test func repeatsANumberForEveryDimension() throws {
    let image = try Tensor((1...9).map(Float.init), shape: [1, 1, 3, 3])
    #expect(try Operator("aten::max_pool2d")(.tensor(image), .integer(2), .integer(1)).floats() == [5, 6, 8, 9])
  }

  @Test func refusesResultsThatHaveNoPlace() throws {
    let torch = try Torch()
    let before = torch.liveTensors
    for _ in 0..<6_000 { #expect(throws: NASError.self) { try Operator("aten::unbind.int").call([.tensor(x)]) } }
    #expect(abs(torch.liveTensors - before) < 5_000, "nothing is lost")
  }
}
