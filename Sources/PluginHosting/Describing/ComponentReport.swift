import CNASPlugin
import NASPlugin

/// Takes down what a component says of itself.
final class ComponentReport {
  private var texts: [String: String] = [:]
  private var numbers: [String: Int64] = [:]
  private var options: [OptionDescription] = []
  private var fault: NASError?
  private let what: String

  private init(_ what: String) { self.what = what }

  /// Asks a component to describe itself; throws its error, or `.invalid` for what cannot be.
  static func component(_ face: PluginDescriptor.ComponentFace) throws -> PluginManifest.Component {
    let report = ComponentReport("the \(face.role) '\(face.name)'")
    var sink = nas_description()
    sink.struct_size = UInt32(MemoryLayout<nas_description>.size)
    sink.ctx = Unmanaged.passUnretained(report).toOpaque()
    (sink.text, sink.number, sink.option, sink.slot) = (takeText, takeNumber, takeOption, { _, _ in })
    try withExtendedLifetime(report) {
      try checked { face.table.pointee.describe?(face.table, &sink, $0) ?? NAS_UNIMPLEMENTED }
    }
    if let fault = report.fault { throw fault }
    return report.component(face)
  }

  private func component(_ face: PluginDescriptor.ComponentFace) -> PluginManifest.Component {
    var component = PluginManifest.Component(name: face.name, role: face.role, summary: texts["summary"] ?? "")
    component.paper = texts["paper"] ?? ""
    component.needs = (texts["needs"] ?? "").split(separator: "\n").map(String.init)
    component.window = Int(numbers["window"] ?? 1)
    (component.abilities, component.traits, component.options) = (face.abilities, face.traits, options)
    return component
  }

  fileprivate func take(_ key: nas_text, _ value: nas_text) {
    note { texts[try text(key, "a key")] = try text(value, "a text") }
  }

  fileprivate func take(_ key: nas_text, _ value: Int64) {
    note { numbers[try text(key, "a key")] = value }
  }

  fileprivate func take(_ option: nas_option) {
    note {
      let size = MemoryLayout<nas_option>.size
      guard option.struct_size >= size, option.fallback.struct_size >= MemoryLayout<nas_value>.size else {
        throw NASError(.invalid, "\(what) describes an option of \(option.struct_size) bytes, and \(size) are needed")
      }
      for field in [option.path, option.summary, option.choices, option.fallback.text] {
        _ = try text(field, "an option")
      }
      options.append(try OptionDescription(option))
    }
  }

  private func text(_ text: nas_text, _ field: String) throws -> String {
    guard let checked = text.checked(limit: 16_384) else {
      throw NASError(.invalid, "\(what) describes itself with \(field) that is no UTF-8 text of at most 16384 bytes")
    }
    return checked
  }

  /// Nothing may be thrown through the plugin, so the first error waits here.
  private func note(_ body: () throws -> Void) {
    do { try body() } catch { fault = fault ?? error as? NASError ?? NASError(.invalid, "\(what): \(error)") }
  }
}

private func report(_ ctx: UnsafeMutableRawPointer?) -> ComponentReport? {
  ctx.map { Unmanaged<ComponentReport>.fromOpaque($0).takeUnretainedValue() }
}

private let takeText: @convention(c) (UnsafeMutableRawPointer?, nas_text, nas_text) -> Void = {
  report($0)?.take($1, $2)
}

private let takeNumber: @convention(c) (UnsafeMutableRawPointer?, nas_text, Int64) -> Void = {
  report($0)?.take($1, $2)
}

private let takeOption: @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<nas_option>?) -> Void = { ctx, option in
  guard let option, option.pointee.struct_size >= 4 else { return }
  report(ctx)?.take(option.pointee)
}
