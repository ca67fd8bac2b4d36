/// How an event, or a row of a file, breaks a rule of `StoreEvent`.
struct RuleViolation: Error {
  let what: String
  init(_ what: String) { self.what = what }
}
