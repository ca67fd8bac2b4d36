import Tensors
import Testing
import Training

extension ParityCase {
  /// Expects that all that PyTorch answered for this case was computed too, each tensor within a relative 1e-4.
  ///
  /// Relative: the largest difference of a tensor, over the largest absolute value of PyTorch's. For gradients it is over a
  /// hundredth of the step's largest gradient where that is more: a shift before another norm has the gradient zero, and
  /// what is computed is rounding. Where we have no gradient because nothing depends on a tensor, PyTorch may have zeros.
  func expectParity(
    _ answers: PythonReference.Answers, tolerance: Double = 1e-4, location: SourceLocation = #_sourceLocation,
    where isCompared: (String) -> Bool = { _ in true }
  ) throws {
    let theirs = answers.theirs.filter { $0.key.hasPrefix(name + "/") }
    let known = answers.ours.keys.filter { $0.hasPrefix(name + "/") && !$0.contains("/start/") }
    #expect(theirs.count >= 3 && Set(theirs.keys).isSuperset(of: known), sourceLocation: location)
    let floors = gradientFloors(theirs)
    let deviations = try theirs.filter { isCompared($0.key) }.map { key, reference in
      let isGradient = key.contains("/gradient/")
      let own = try #require(
        answers.ours[key] ?? (isGradient ? reference.zeros : nil), "\(key)", sourceLocation: location)
      return (key: key, value: own.deviation(from: reference, floor: isGradient ? floors[step(of: key)] ?? 0 : 0))
    }
    let worst = try #require(deviations.max { ($0.value, $0.key) < ($1.value, $1.key) }, sourceLocation: location)
    let count = deviations.count { $0.value > tolerance }
    #expect(
      worst.value <= tolerance, "\(count) of \(deviations.count) tensors, the worst \(worst.key)",
      sourceLocation: location)
  }

  /// Expects that each weight moved from where it began as far as PyTorch's, within 1e-4 of the tensor's largest move.
  ///
  /// A step is small beside the weight itself, so the weights alone would hide a wrong rule.
  func expectSameMoves(_ answers: PythonReference.Answers, location: SourceLocation = #_sourceLocation) throws {
    for part in try module().parameters {
      let key = "\(name)/\(steps - 1)/after/\(part.name)"
      let before = try ParityTensor(part.tensor)
      let ours = try #require(answers.ours[key], sourceLocation: location).minus(before)
      let theirs = try #require(answers.theirs[key], sourceLocation: location).minus(before)
      #expect(theirs.largest > 0, "\(key)", sourceLocation: location)
      #expect(ours.deviation(from: theirs) <= 1e-4, "\(key)", sourceLocation: location)
    }
  }

  /// A hundredth of the largest gradient of each step.
  private func gradientFloors(_ theirs: [String: ParityTensor]) -> [Substring: Double] {
    var floors: [Substring: Double] = [:]
    for (key, tensor) in theirs where key.contains("/gradient/") {
      floors[step(of: key)] = max(floors[step(of: key)] ?? 0, tensor.largest / 100)
    }
    return floors
  }

  /// `12` of `name/12/loss`.
  private func step(of key: String) -> Substring { key.dropFirst(name.count + 1).prefix { $0 != "/" } }
}
