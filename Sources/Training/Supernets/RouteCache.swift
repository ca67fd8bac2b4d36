/// The routes that were used last: a plain network has one for training and one for evaluation, and a path that is
/// evaluated is asked for once per batch.
struct RouteCache {
  private struct Entry {
    /// Nil where all alternatives run.
    var tokens: [Int]?
    var isTraining: Bool
    var route: Route
  }

  private static let capacity = 4
  private var entries: [Entry] = []
  private var next = 0

  /// The route of a routing that fits the network.
  mutating func route(_ map: RouteMap, _ routing: Routing, isTraining: Bool) -> Route {
    let tokens = Self.tokens(routing)
    if let found = entries.first(where: { $0.isTraining == isTraining && $0.tokens == tokens }) { return found.route }
    let route = RouteFinder.route(map, tokens, isTraining: isTraining)
    let entry = Entry(tokens: tokens, isTraining: isTraining, route: route)
    if entries.count < Self.capacity { entries.append(entry) } else { entries[next] = entry }
    next = (next + 1) % Self.capacity
    return route
  }

  private static func tokens(_ routing: Routing) -> [Int]? {
    switch routing {
    case .whole: []
    case .single(let tokens): tokens
    case .mixed: nil
    }
  }
}
