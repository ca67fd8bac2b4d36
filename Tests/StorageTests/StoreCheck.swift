import NASPlugin
import Testing

/// The error that an expression throws must be a `NASError`; gives it.
func expectError(
  _ code: NASError.Code, saying parts: String..., at location: SourceLocation = #_sourceLocation,
  from body: () throws -> some Any
) {
  let error = #expect(throws: NASError.self, sourceLocation: location) { _ = try body() }
  guard let error else { return }
  #expect(error.code == code, sourceLocation: location)
  #expect(error.hint != nil, "an error says what to do: \(error)", sourceLocation: location)
  for part in parts { #expect(error.message.contains(part), "\(error.message)", sourceLocation: location) }
}

/// Plain proposals of six tokens.
func proposals(_ count: Int) -> [Proposal] {
  (0..<count).map { Proposal(Architecture([0, 1, 2, 3, 4, Int32($0 % 5)])) }
}

/// Plain outcomes of trials that were asked with these proposals.
func outcomes(_ trials: some Sequence<Int>, _ proposals: [Proposal]) -> [Outcome] {
  trials.map { Outcome(trial: TrialID($0), proposal: proposals[$0], status: .completed, metrics: [Double($0), 0.5]) }
}
