/// One measured number, beside that of somebody else who did the same in the same run.
struct Figure: Encodable {
  var name: String
  var value: Double
  var unit: String
  /// Who else; nil where nobody else was measured.
  var against: String?
  /// Ours divided by theirs.
  var ratio: Double?

  init(_ name: String, _ value: Double, _ unit: String, against peer: (name: String, value: Double)? = nil) {
    (self.name, self.value, self.unit) = (name, value, unit)
    (against, ratio) = (peer?.name, peer.map { value / $0.value })
  }

  private enum Key: String, CodingKey { case name, value, unit, against, ratio }

  /// Written by hand: whoever reads the file finds all five keys, null where there is nothing.
  func encode(to encoder: any Encoder) throws {
    var box = encoder.container(keyedBy: Key.self)
    try box.encode(name, forKey: .name)
    try box.encode(value, forKey: .value)
    try box.encode(unit, forKey: .unit)
    try box.encode(against, forKey: .against)
    try box.encode(ratio, forKey: .ratio)
  }
}
