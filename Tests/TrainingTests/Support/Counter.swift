/// Counts how often it is asked.
final class Counter {
  private var count = 0

  func next() -> Int {
    count += 1
    return count
  }
}
