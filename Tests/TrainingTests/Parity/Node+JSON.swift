import NASPlugin

extension Network.Node {
  /// The node as the script reads it.
  var json: [String: Any] {
    attributes.merging(["id": id, "operation": word, "inputs": inputs]) { $1 }
  }

  /// The name of the operation's case.
  private var word: String {
    let text = "\(operation)"
    return String(text.prefix { $0 != "(" })
  }

  private var attributes: [String: Any] {
    switch operation {
    case .conv2d(let c):
      [
        "stride": c.stride.json, "padding": c.padding.json, "dilation": c.dilation.json, "groups": c.groups,
      ]
    case .maxPool(let p): p.json
    case .avgPool(let p, let countPadding): p.json.merging(["count_padding": countPadding]) { $1 }
    case .slice(let start, let count): ["start": start, "count": count]
    case .padChannels(let channels), .truncateChannels(let channels): ["channels": channels]
    case .pad(let m): ["margins": [m.top, m.left, m.bottom, m.right]]
    case .resizeNearest(let height, let width): ["size": [height, width]]
    case .channelShuffle(let groups): ["groups": groups]
    case .zero(let stride): ["stride": stride]
    case .auxiliaryOutput(let weight): ["weight": weight]
    default: [:]
    }
  }
}

extension Extent {
  fileprivate var json: [Int] { [height, width] }
}

extension NASPlugin.Operation.Pooling {
  fileprivate var json: [String: Any] { ["kernel": kernel.json, "stride": stride.json, "padding": padding.json] }
}
