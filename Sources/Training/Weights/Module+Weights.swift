import NASPlugin
import Safetensors
import Tensors

extension Module {
  /// Writes weights and statistics as safetensors, in one step.
  package func save(to path: String) throws {
    var entries: [String: SafetensorsFile.Entry] = [:]
    for part in state { entries[part.name] = .init(shape: try part.tensor.shape, values: try part.tensor.floats()) }
    try SafetensorsFile(entries).write(to: path)
  }

  /// Takes over the tensors of a file that fit, by name and shape (Real and others 2017); the others keep their fresh values.
  package func inherit(from path: String) throws -> Inheritance {
    let file = try SafetensorsFile(path: path)
    var inheritance = Inheritance()
    try torch.withoutGradient {
      for part in state {
        let shape = try part.tensor.shape
        guard let entry = file.entries[part.name], entry.type == .float else {
          inheritance.left.append(.init(name: part.name, shape: shape, found: nil))
          continue
        }
        guard entry.shape == shape else {
          inheritance.left.append(.init(name: part.name, shape: shape, found: entry.shape))
          continue
        }
        try part.tensor.copy(from: try Tensor(try entry.floats(), shape: shape))
        inheritance.taken.append(part.name)
      }
    }
    return inheritance
  }
}
