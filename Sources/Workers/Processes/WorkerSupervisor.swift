import Glibc
import NASPlugin

/// Watches over worker processes from one thread: their messages, deadlines, memory and deaths.
final class WorkerSupervisor {
  /// Something that a worker did, or that was done to it.
  enum Event {
    case message(WorkerMessage)
    /// It is gone, and waited for.
    case ended(WorkerExit)
  }

  let limits: WorkerLimits
  let hooks: WorkerHooks
  private let executable: String
  private(set) var links: [WorkerLink] = []
  private var nextLook: UInt64 = 0
  private var nextTick: UInt64 = 0

  init(limits: WorkerLimits, hooks: WorkerHooks) throws {
    (self.limits, self.hooks) = (limits, hooks)
    executable = try limits.executable.map(WorkerExecutable.checked) ?? WorkerExecutable.besideThisProgram()
  }

  deinit { stop() }

  /// Starts a worker and sends its setup; the answer comes as a message.
  func start(_ setup: WorkerSetup) throws -> WorkerLink {
    let link = try WorkerLink(executable: executable, log: limits.log)
    link.deadline = MonotonicClock.after(seconds: limits.setup)
    links.append(link)
    // A worker that dies before it has read its setup is noticed by the end of its socket.
    _ = try link.send(.setup(setup))
    return link
  }

  /// Waits until a worker does something; empty after at most 200 ms.
  ///
  /// Throws `.cancelled`, with all workers ended.
  func next() throws -> [(link: WorkerLink, event: Event)] {
    try attend()
    var polled = links.map { pollfd(fd: $0.process.socket, events: Int16(POLLIN), revents: 0) }
    let ready = poll(&polled, nfds_t(polled.count), patience)
    if ready < 0 && errno != EINTR {
      throw NASError(.failed, "waiting for workers failed: \(String(cString: strerror(errno)))")
    }
    try attend()
    var events: [(link: WorkerLink, event: Event)] = []
    if ready > 0 {
      for (link, entry) in zip(links, polled) where entry.revents != 0 { receive(from: link, into: &events) }
    }
    enforce(into: &events)
    return events
  }

  /// Ends a worker; nothing more is heard of it.
  @discardableResult
  func end(_ link: WorkerLink) -> WorkerExit {
    links.removeAll { $0 === link }
    return link.process.end()
  }

  /// Ends all workers: asks them, gives them 100 ms together, then kills.
  func stop() {
    for link in links { link.process.terminate() }
    let limit = MonotonicClock.after(seconds: 0.1)
    while let running = links.first(where: { !$0.process.hasEnded }), MonotonicClock.now < limit {
      var entry = pollfd(fd: running.process.socket, events: 0, revents: 0)
      poll(&entry, 1, 5)
    }
    for link in links { _ = link.process.end() }
    links.removeAll()
  }

  private func attend() throws {
    if hooks.isCancelled() {
      stop()
      throw NASError(.cancelled, "the study was asked to stop")
    }
    let now = MonotonicClock.now
    guard now >= nextTick else { return }
    nextTick = now + 200_000_000
    hooks.tick()
  }

  /// Milliseconds until the next duty.
  private var patience: Int32 {
    let duties = links.compactMap(\.deadline) + [nextTick, nextLook]
    let (now, first) = (MonotonicClock.now, duties.min() ?? 0)
    return first <= now ? 0 : Int32(min(200, (first - now) / 1_000_000 + 1))
  }

  private func receive(from link: WorkerLink, into events: inout [(link: WorkerLink, event: Event)]) {
    let receipt = link.receive()
    events += receipt.messages.map { (link, .message($0)) }
    if let violation = receipt.violation {
      end(link)
      events.append((link, .ended(.protocolBroken(violation))))
    } else if receipt.isAtEnd {
      events.append((link, .ended(end(link))))
    }
  }

  /// Ends workers that are past their deadline or above the limit of memory, and notices those that are gone.
  private func enforce(into events: inout [(link: WorkerLink, event: Event)]) {
    let now = MonotonicClock.now
    for link in links {
      // One whose answer has just come is not late; reports do not count, or a flood of them would never be.
      let isAnswered = events.contains { $0.link === link && $0.event.isAnswer }
      guard let deadline = link.deadline, now >= deadline, !isAnswered else { continue }
      end(link)
      events.append((link, .ended(.deadline)))
    }
    guard now >= nextLook else { return }
    nextLook = now + 100_000_000
    for link in links {
      if let limit = limits.memory, let used = link.process.memory, used > limit {
        end(link)
        events.append((link, .ended(.memory(used))))
      } else if !events.contains(where: { $0.link === link }), link.process.hasEnded {
        // A child of its own may still hold its socket, so that no end of the stream tells.
        events.append((link, .ended(end(link))))
      }
    }
  }
}

extension WorkerSupervisor.Event {
  /// Whether the worker waits for work after it, or never will again.
  fileprivate var isAnswer: Bool {
    switch self {
    case .message(.result), .message(.ready), .message(.retrained), .message(.failed), .ended: true
    case .message: false
    }
  }
}
