import Foundation
import NASPlugin
import Yams

/// A study file as it was read: YAML with its lines, before anything is decided.
package struct StudyFile {
  /// The file's name, as the user wrote it.
  package let name: String
  /// The folder that relative paths in it start from.
  package let folder: String
  var root: Node

  /// Reads a file; throws a sentence where it is missing or no YAML.
  package init(path: String) throws {
    guard let bytes = FileManager.default.contents(atPath: path) else {
      throw NASError(
        .missing, "cannot read study file '\(path)'", hint: "give the path of a YAML file; 'nas init' writes one")
    }
    guard let text = String(bytes: bytes, encoding: .utf8) else {
      throw NASError(.invalid, "study file '\(path)' is not UTF-8 text")
    }
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    try self.init(text: text, name: path, folder: folder)
  }

  /// Reads a text; `folder` is where relative paths start.
  package init(text: String, name: String, folder: String) throws {
    (self.name, self.folder) = (name, folder)
    do {
      root = try compose(yaml: text) ?? Node([] as [(Node, Node)])
    } catch let error as YamlError {
      throw NASError(.invalid, "\(name) is not valid YAML: \(error.firstLine)")
    }
  }

  /// Replaces the value of a dotted path by a YAML text, as `--set path=value` asks.
  package mutating func set(_ assignment: String) throws {
    let parts = assignment.split(separator: "=", maxSplits: 1)
    guard parts.count == 2, !parts[0].isEmpty else {
      throw NASError(.invalid, "--set '\(assignment)' is not of the form path=value")
    }
    let keys = parts[0].split(separator: ".").map(String.init)
    do {
      let value = try compose(yaml: String(parts[1])) ?? Node("")
      root = try StudyFile.replacing(keys[...], in: root, by: value, assignment)
    } catch let error as YamlError {
      throw NASError(.invalid, "--set '\(assignment)' has a value that is not valid YAML: \(error.firstLine)")
    }
  }

  private static func replacing(_ keys: ArraySlice<String>, in node: Node, by value: Node, _ said: String) throws
    -> Node
  {
    guard let key = keys.first else { return value }
    guard var mapping = node.mapping else {
      throw NASError(.invalid, "--set '\(said)': there is no key '\(key)', because what is above it is not a mapping")
    }
    let inner = mapping[Node(key)] ?? Node([] as [(Node, Node)])
    mapping[Node(key)] = try replacing(keys.dropFirst(), in: inner, by: value, said)
    return .mapping(mapping)
  }

  var setting: Setting { Setting(node: root, path: "", file: name) }
}

extension YamlError {
  /// What the parser found wrong, in one line.
  fileprivate var firstLine: String {
    let lines = description.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    return lines.first(where: { $0.contains("error") }) ?? lines.first ?? "it cannot be parsed"
  }
}
