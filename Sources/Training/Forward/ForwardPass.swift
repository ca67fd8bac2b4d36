import NASPlugin
import Tensors

/// The values of one forward pass while it runs.
struct ForwardPass {
  private let module: Module
  private let images: Tensor
  private var mode: ForwardMode
  private var values: [Tensor?]

  init(_ module: Module, _ images: Tensor, _ mode: ForwardMode) {
    (self.module, self.images, self.mode) = (module, images, mode)
    values = Array(repeating: nil, count: module.layers.count)
  }

  /// A value that was computed.
  func value(_ node: Int) throws -> Tensor {
    guard let value = values[node] else { throw NASError(.internal, "node \(node) was let go too early") }
    return value
  }

  /// Computes the value of a step's node.
  mutating func run(_ step: Route.Step, of route: Route) throws {
    let layer = module.layers[step.node]
    if case .input = layer.operation {
      values[step.node] = images
      return
    }
    var inputs: [Tensor] = []
    inputs.reserveCapacity(step.inputs.count)
    for place in step.inputs { inputs.append(try value(route.inputs[place])) }
    // A value that nobody reads any more is let go at once: the graph of gradients keeps what it needs.
    for place in step.releases { values[route.releases[place]] = nil }
    values[step.node] = try compute(layer, step, inputs, route)
  }

  private mutating func compute(_ layer: Layer, _ step: Route.Step, _ inputs: [Tensor], _ route: Route) throws -> Tensor
  {
    switch step.work {
    case .layer: try layer.forward(inputs, inPlace: false, &mode)
    case .inPlace: try layer.forward(inputs, inPlace: true, &mode)
    case .plainSum: try inputs.dropFirst().reduce(inputs[0]) { try $0.adding($1) }
    case .zeros: try (inputs.first ?? images).newZeros(images.shape[0], layer.output)
    case .mixed(let choice, let inPlace):
      try mixed(inputs, ranks: route.ranks[step.inputs], choice: choice, inPlace: inPlace)
    }
  }

  /// The alternatives that are not zero, each times its weight.
  private func mixed(_ inputs: [Tensor], ranks: ArraySlice<Int>, choice: Int, inPlace: Bool) throws -> Tensor {
    guard case .mixed(let weights) = mode.routing else { throw NASError(.internal, "a mixed step has no weights") }
    var sum: Tensor?
    for (input, rank) in zip(inputs, ranks) {
      let weight = try weights[choice].element(rank)
      if let before = sum {
        sum = inPlace ? try before.addingInPlace(input, times: weight) : try before.adding(input.multiplied(by: weight))
      } else {
        sum = try input.multiplied(by: weight)
      }
    }
    guard let sum else { throw NASError(.internal, "a mixed step has no inputs") }
    return sum
  }
}
