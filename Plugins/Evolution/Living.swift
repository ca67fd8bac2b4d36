import NASPlugin

/// An individual whose weights may be inherited: it knows its trial.
struct Living {
  var architecture: Architecture
  var reward: Double
  var trial: TrialID
}
