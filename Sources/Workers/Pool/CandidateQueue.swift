import NASPlugin

/// Candidates that wait, first come first served, in constant time each.
struct CandidateQueue {
  private var items: [Candidate] = []
  private var start = 0

  var count: Int { items.count - start }

  mutating func append(contentsOf candidates: [Candidate]) { items += candidates }

  mutating func popFirst() -> Candidate? {
    guard start < items.count else { return nil }
    defer {
      start += 1
      if start == items.count { (items, start) = ([], 0) }
    }
    return items[start]
  }
}
