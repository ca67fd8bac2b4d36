import NASPlugin

/// A component that a study file names, with the settings that stand beside `use:`.
package struct ComponentChoice {
  package var use: String
  let setting: Setting

  /// Reads `{ use: name, … }`, or a bare name.
  init(_ setting: Setting) throws {
    self.setting = setting
    guard setting.isMapping else {
      use = try setting.text()
      return
    }
    guard let use = try setting.entries().first(where: { $0.key == "use" }) else {
      throw setting.wrong(
        "'\(setting.path)' does not say which component to use", hint: "add use: NAME; 'nas list' names them")
    }
    self.use = try use.value.text()
  }

  /// The value of every option: what the file says, else the default.
  ///
  /// Unknown keys, types and ranges are refused.
  func options(of entry: ComponentEntry, folder: String) throws -> [PlannedOption] {
    var given: [String: OptionValue] = [:]
    if setting.isMapping {
      try setting.collect(entry.options, prefix: "", folder: folder, ignoring: ["use"], into: &given)
    }
    return try entry.options.map { option in
      if let value = given[option.path] { return PlannedOption(path: option.path, value: value) }
      guard let fallback = option.fallback else {
        throw setting.wrong(
          "\(entry.role) '\(entry.name)' needs the key '\(option.path)'", hint: "it means: \(option.summary)")
      }
      return PlannedOption(path: option.path, value: fallback)
    }
  }
}

extension Setting {
  /// Reads every key below as an option; nested mappings are options with dotted paths.
  func collect(
    _ options: [OptionDescription], prefix: String, folder: String, ignoring: Set<String> = [],
    into given: inout [String: OptionValue]
  ) throws {
    for (key, value) in try entries() where !ignoring.contains(key) {
      let full = prefix + key
      if let option = options.first(where: { $0.path == full }) {
        given[full] = try value.option(option, folder: folder)
      } else if options.contains(where: { $0.path.hasPrefix(full + ".") }) {
        try value.collect(options, prefix: full + ".", folder: folder, into: &given)
      } else {
        let known = options.filter { $0.path.hasPrefix(prefix) }
          .compactMap { $0.path.dropFirst(prefix.count).split(separator: ".").first.map(String.init) }
        throw value.unknown(key, known: Array(Set(known)))
      }
    }
  }

  /// The value of an option, of its type and within its range.
  private func option(_ option: OptionDescription, folder: String) throws -> OptionValue {
    switch option.kind {
    case .none: return .none
    case .integer:
      let value = try integer()
      try check(Double(value), option)
      return .integer(value)
    case .real:
      let value = try real()
      try check(value, option)
      return .real(value)
    case .boolean: return .boolean(try flag())
    case .text: return .text(try choice(option))
    case .path: return .path(absolute(try text(), from: folder))
    case .list: return .list(try items().map { try $0.text() })
    case .map: return .map(try entries().map { OptionValue.Entry(key: $0.key, value: try $0.value.text()) })
    }
  }

  private func check(_ value: Double, _ option: OptionDescription) throws {
    guard let bounds = option.bounds, !bounds.contains(value) else { return }
    func plain(_ x: Double) -> String { x == x.rounded() && abs(x) < 1e15 ? "\(Int(x))" : "\(x)" }
    throw wrong(
      "'\(path)' is \(plain(value)), outside \(plain(bounds.lowerBound)) to \(plain(bounds.upperBound))",
      hint: option.summary)
  }

  private func choice(_ option: OptionDescription) throws -> String {
    let text = try text()
    guard !option.choices.isEmpty, !option.choices.contains(text) else { return text }
    let nearest = Spelling.nearest(to: text, among: option.choices).map { "did you mean '\($0)'?" }
    throw wrong("'\(path)' cannot be '\(text)'", hint: nearest ?? "one of \(option.choices.joined(separator: ", "))")
  }
}
