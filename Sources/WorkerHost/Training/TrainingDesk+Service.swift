import CNASPlugin
import NASPlugin
import PluginHosting
import Training

/// The desk as plugins see it: functions over opaque modules.
extension TrainingDesk {
  /// Lends training, and libtorch itself.
  func lend(to table: ServiceTable) {
    var service = nas_training_service()
    service.struct_size = UInt32(MemoryLayout<nas_training_service>.size)
    service.ctx = serviceContext(self)
    (service.create, service.destroy, service.inherit) = (createModule, destroyModule, inheritWeights)
    (service.train, service.validate, service.save) = (trainModule, validateModule, saveWeights)
    table.lend("nas.svc.training/1", service, of: self)
  }
}

private func desk(_ ctx: UnsafeMutableRawPointer?) throws -> TrainingDesk {
  guard let desk = serviceOwner(ctx, as: TrainingDesk.self) else {
    throw NASError(.invalid, "the training service needs its ctx")
  }
  return desk
}

private func item(_ module: UnsafeMutableRawPointer?) throws -> ModuleOnDesk {
  guard let item = serviceOwner(module, as: ModuleOnDesk.self) else {
    throw NASError(.invalid, "the training service needs a module")
  }
  return item
}

private let createModule:
  @convention(c) (
    UnsafeMutableRawPointer?, nas_bytes, UInt64, UnsafeMutablePointer<UnsafeMutableRawPointer?>?,
    UnsafeMutablePointer<nas_error>?
  ) -> nas_status = { ctx, network, seed, module, error in
    answering(error) {
      let bytes = Array(
        UnsafeRawBufferPointer(start: network.bytes, count: network.bytes == nil ? 0 : Int(network.length)))
      let made = try desk(ctx).makeModule(try Network(decoding: bytes), seed: seed)
      module?.pointee = Unmanaged.passRetained(made).toOpaque()
    }
  }

private let destroyModule: @convention(c) (UnsafeMutableRawPointer?, UnsafeMutableRawPointer?) -> Void = { _, module in
  if let module { Unmanaged<ModuleOnDesk>.fromOpaque(module).release() }
}

private let inheritWeights:
  @convention(c) (
    UnsafeMutableRawPointer?, UnsafeMutableRawPointer?, nas_text, UnsafeMutablePointer<UInt64>?,
    UnsafeMutablePointer<UInt64>?,
    UnsafeMutablePointer<nas_error>?
  ) -> nas_status = { ctx, module, path, taken, left, error in
    answering(error) {
      let answer = try desk(ctx).inherit(try item(module), from: String(path))
      taken?.pointee = UInt64(answer.taken.count)
      left?.pointee = UInt64(answer.left.count)
    }
  }

private let trainModule:
  @convention(c) (
    UnsafeMutableRawPointer?, UnsafeMutableRawPointer?, UnsafePointer<nas_configuration>?, UInt64, Double, UInt32,
    UnsafeMutableRawPointer?, (@convention(c) (UnsafeMutableRawPointer?, UnsafePointer<nas_epoch>?) -> UInt32)?,
    UnsafeMutablePointer<nas_error>?
  ) -> nas_status = { ctx, module, recipe, seed, amount, unit, reportContext, report, error in
    answering(error) {
      let item = try item(module)
      guard let unit = Fidelity.Unit(rawValue: unit), amount.isFinite, amount > 0 else {
        throw NASError(
          .invalid, "\(amount) of unit \(unit) is no amount of training",
          hint: "use a positive number of unit 0, 1 or 2")
      }
      let recipe = try Recipe(ConfigurationReader(recipe), for: item.module.network)
      try desk(ctx).train(item, recipe, seed: seed, fidelity: Fidelity(amount, unit)) { epoch in
        var record = epoch.boundary
        return report?(reportContext, &record) == 1
      }
    }
  }

private let validateModule:
  @convention(c) (
    UnsafeMutableRawPointer?, UnsafeMutableRawPointer?, UInt32, UnsafeMutablePointer<nas_validation>?,
    UnsafeMutablePointer<nas_error>?
  ) -> nas_status = { ctx, module, part, result, error in
    answering(error) {
      guard let part = TrainableModule.Split(rawValue: part) else {
        throw NASError(.invalid, "\(part) is no part of the data", hint: "0 is training, 1 validation, 2 test")
      }
      let answer = try desk(ctx).validate(try item(module), on: part)
      let size = UInt32(MemoryLayout<nas_validation>.size)
      result?.pointee = nas_validation(
        struct_size: size, reserved: 0, loss: answer.loss, accuracy: answer.accuracy, top5: answer.top5)
    }
  }

private let saveWeights:
  @convention(c) (UnsafeMutableRawPointer?, UnsafeMutableRawPointer?, nas_text, UnsafeMutablePointer<nas_error>?) ->
    nas_status = {
      _, module, path, error in
      answering(error) { try item(module).module.save(to: String(path)) }
    }
