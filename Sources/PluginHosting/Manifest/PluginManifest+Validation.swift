import NASPlugin

extension PluginManifest {
  /// Checks every field; throws a sentence with the field's path and what was expected.
  func validate(path: String) throws {
    let check = FieldCheck(path: path)
    try check("id", Words.isIdentifier(id), "must be 1 to 128 letters, digits, '.', '-' or '_'")
    try check("version", Words.isVersion(version), "must be three numbers such as 1.2.0")
    try check("entry", Words.isSymbol(entry), "must be the name of a C function")
    try check("abi.major", 0...1_000 ~= abi.major, "must be a number from 0 to 1000")
    try check("abi.minMinor", 0...1_000 ~= abi.minMinor, "must be a number from 0 to 1000")
    try check("abi.builtMinor", abi.minMinor...1_000 ~= abi.builtMinor, "must be a number from minMinor to 1000")
    try binary.validate(check)
    try check("components", 1...256 ~= components.count, "must have 1 to 256 members")
    for (index, component) in components.enumerated() { try component.validate(check, "components[\(index)]") }
    let names = components.map { "\($0.role) '\($0.name)'" }
    if let twice = Words.firstRepeated(names) { throw ManifestFault(path).error("lists the \(twice) twice") }
  }
}

extension PluginManifest.Binary {
  fileprivate func validate(_ check: FieldCheck) throws {
    try check("binary.platform", Words.isIdentifier(platform), "must be a platform such as linux-x86_64-gnu")
    try check("binary.path", Words.isInnerPath(path), "must be a path within the manifest's folder, without '..'")
    let isDigest = sha256.utf8.count == 64 && sha256.utf8.allSatisfy { Words.isHexadecimal($0) }
    try check("binary.sha256", isDigest, "must be 64 hexadecimal digits in lower case")
    try check("binary.size", 1...LibraryFile.byteLimit ~= size, "must be a number from 1 to \(LibraryFile.byteLimit)")
    let isVersion = glibcMin.isEmpty || GlibcVersion(glibcMin) != nil
    try check("binary.glibcMin", isVersion, "must be a version such as 2.34, or empty")
    try check("binary.swiftRuntime", swiftRuntime.utf8.count <= 32, "must be 'static', or 'host:' and a version")
    let isPlain = needed.count <= 64 && needed.allSatisfy { Words.isText($0, limit: 128) && !$0.isEmpty }
    try check("binary.needed", isPlain, "must be at most 64 names of libraries")
  }
}

extension PluginManifest.Component {
  fileprivate func validate(_ check: FieldCheck, _ place: String) throws {
    try check("\(place).name", Words.isName(name), "must be 1 to 64 lower-case letters, digits or '-'")
    try check(
      "\(place).summary", !summary.isEmpty && Words.isText(summary, limit: 1_000),
      "must be a sentence of at most 1000 bytes")
    try check("\(place).paper", Words.isText(paper, limit: 1_000), "must have at most 1000 bytes")
    try check("\(place).abilities", Words.areInterfaces(abilities), "must be interface ids such as nas.state/1")
    try check("\(place).needs", Words.areInterfaces(needs), "must be interface ids such as nas.space.crossing/1")
    try check("\(place).window", 1...1_000_000 ~= window, "must be a number from 1 to 1000000")
    try check("\(place).options", options.count <= 256, "must have at most 256 members")
    for (index, option) in options.enumerated() { try option.validate(check, "\(place).options[\(index)]") }
    let twice = Words.firstRepeated(options.map(\.path)) ?? ""
    try check("\(place).options", twice.isEmpty, "describe the option '\(twice)' twice")
  }
}

extension OptionDescription {
  fileprivate func validate(_ check: FieldCheck, _ place: String) throws {
    try check("\(place).path", Words.isOptionPath(path), "must be names in snake_case, joined by '.'")
    try check("\(place).summary", Words.isText(summary, limit: 1_000), "must have at most 1000 bytes")
    let areShort = choices.count <= 256 && choices.allSatisfy { Words.isText($0, limit: 256) }
    try check("\(place).choices", areShort, "must be at most 256 texts of at most 256 bytes")
    guard let fallback else { return }
    switch fallback {
    case .integer(let value): try checkBounds(Double(value), check, place)
    case .real(let value): try checkBounds(value, check, place)
    case .text(let value):
      try check("\(place).default", choices.isEmpty || choices.contains(value), "must be one of the choices")
    default: break
    }
  }

  private func checkBounds(_ value: Double, _ check: FieldCheck, _ place: String) throws {
    try check("\(place).default", bounds?.contains(value) ?? true, "must lie between min and max")
  }
}

/// Refuses a field of one manifest with a sentence.
private struct FieldCheck {
  let path: String

  func callAsFunction(_ field: String, _ holds: Bool, _ demand: String) throws {
    guard !holds else { return }
    throw ManifestFault(path).error("is wrong: '\(field)' \(demand)")
  }
}
