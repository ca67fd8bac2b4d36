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

  /// Takes over the tensors of a file that fit, by name and shape; says how many were taken and how many were not.
  package func inherit(from path: String) throws -> (taken: Int, left: Int) {
    let file = try SafetensorsFile(path: path)
    var taken = 0
    try torch.withoutGradient {
      for part in state {
        guard let entry = file.entries[part.name], entry.type == .float, try entry.shape == part.tensor.shape else { continue }
        try part.tensor.copy(from: try Tensor(try entry.floats(), shape: entry.shape))
        taken += 1
      }
    }
    return (taken, state.count - taken)
  }
}
