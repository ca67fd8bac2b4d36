/// Numbers of a shape, and how far they are from others.
struct ParityTensor {
  var shape: [Int]
  var values: [Float]

  /// Zeros of the same shape.
  var zeros: ParityTensor { ParityTensor(shape: shape, values: Array(repeating: 0, count: values.count)) }

  /// The difference, element by element.
  func minus(_ other: ParityTensor) -> ParityTensor {
    ParityTensor(shape: shape, values: zip(values, other.values).map { $0 - $1 })
  }

  /// The largest absolute value.
  var largest: Double { values.reduce(0) { max($0, abs(Double($1))) } }

  /// The largest difference divided by the reference's largest number, or by `floor` where that is more.
  ///
  /// One element of a tensor may be near zero by cancellation, so the tensor's own size is the measure.
  func deviation(from reference: ParityTensor, floor: Double = 0) -> Double {
    guard shape == reference.shape, values.allSatisfy(\.isFinite), reference.values.allSatisfy(\.isFinite) else {
      return .infinity
    }
    let difference = zip(values, reference.values).reduce(0) { max($0, abs(Double($1.0) - Double($1.1))) }
    return difference == 0 ? 0 : difference / max(reference.largest, floor)
  }
}
