import Foundation
import Testing

/// A plugin in C, compiled by the tests and described by the product, in a folder of its own.
struct ForeignPlugin {
  let scratch: Scratch
  /// The manifest.
  var manifest: String { scratch.file("plugin.json") }
  var library: String { scratch.file("libForeign.so") }
  /// What every command on it needs.
  var arguments: [String] { ["--plugin-path", scratch.path, "--allow-unsigned"] }

  /// Why there is none; nil where there is.
  static let obstacle = compiler == nil ? "no C compiler (cc) is installed" : nil

  /// The evaluator that misbehaves on demand.
  static let hostile = Result { try ForeignPlugin("HostilePlugin/hostile.c") }
  /// The strategy that no shipped space satisfies.
  static let demanding = Result { try ForeignPlugin("DemandingPlugin/demanding.c") }

  private static let compiler = ["/usr/bin/cc", "/usr/local/bin/cc"].first(where: FileManager.default.isExecutableFile)

  private init(_ source: String) throws {
    scratch = try Scratch()
    let compiled = try Program(
      [
        "-O1", "-shared", "-fPIC", "-I", Program.root + "/Sources/CNASPlugin/include", "-o",
        scratch.file("libForeign.so"), Program.root + "/Tests/Support/" + source,
      ], program: Self.compiler ?? "cc")
    #expect(compiled.status == 0, "\(compiled.errors)")
    try describe()
  }

  /// A copy whose files may be changed.
  func copy() throws -> ForeignPlugin {
    let other = try Scratch()
    for name in ["plugin.json", "libForeign.so"] {
      try FileManager.default.copyItem(atPath: scratch.file(name), toPath: other.file(name))
    }
    return ForeignPlugin(scratch: other)
  }

  private init(scratch: Scratch) { self.scratch = scratch }

  private func describe() throws {
    let described = try Program(["--describe-plugin", library], program: Program.worker)
    #expect(described.status == 0, "\(described.errors)")
    try scratch.write(described.output, "plugin.json")
  }

  /// Replaces a value of the manifest by dotted path.
  func setManifest(_ path: String, _ value: Any) throws {
    let data = try Data(contentsOf: URL(fileURLWithPath: manifest))
    let object = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
    let changed = try Self.replacing(path.split(separator: ".").map(String.init)[...], in: object, by: value)
    try scratch.write(JSONSerialization.data(withJSONObject: changed), "plugin.json")
  }

  private static func replacing(_ keys: ArraySlice<String>, in object: [String: Any], by value: Any) throws -> [String:
    Any]
  {
    let key = try #require(keys.first)
    var object = object
    let inner = object[key] as? [String: Any]
    object[key] = try keys.count == 1 ? value : replacing(keys.dropFirst(), in: #require(inner), by: value)
    return object
  }
}
