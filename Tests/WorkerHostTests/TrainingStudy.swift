import Foundation
import NASPlugin
import Planning
import PluginHosting
import Workers

/// A tiny study on Fashion-MNIST with the plugins of this build.
struct TrainingStudy {
  let folder: String
  private let catalog: Catalog

  /// The programs of the release build, with its plugins.
  private static let binaries: String = {
    if let binary = ProcessInfo.processInfo.environment["NAS_BINARY"] {
      return URL(fileURLWithPath: binary).deletingLastPathComponent().path
    }
    let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    return tests.deletingLastPathComponent().appendingPathComponent(".build/release").path
  }()

  private static let images = "/usr/share/datasets/fashion-mnist"

  /// What is missing for a training here; nil where nothing is.
  static let obstacle: String? = {
    let files = FileManager.default
    if !files.isExecutableFile(atPath: binaries + "/nas-worker") { return "there is no worker program in \(binaries)" }
    if !files.fileExists(atPath: binaries + "/libTorchShim.so") { return "libTorchShim.so is not built in \(binaries)" }
    if !files.fileExists(atPath: images) { return "Fashion-MNIST is not installed (dataset-fashion-mnist)" }
    let plugins = PluginFinder(ownFolder: binaries).find()
    do {
      _ = try plugins.catalog().find("train-and-validate", role: .evaluator)
      _ = try plugins.catalog().find("nas-bench-201", role: .space)
    } catch {
      return "the plugins of \(binaries) have no manifests: \(error)"
    }
    return nil
  }()

  init() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("training-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    self.folder = folder.path
    catalog = try PluginFinder(ownFolder: Self.binaries).find().catalog()
  }

  func remove() { try? FileManager.default.removeItem(atPath: folder) }

  /// Shared between the tests, so that the images are decoded once.
  private static let cache = FileManager.default.temporaryDirectory.appendingPathComponent("training-cache-\(getpid())")
    .path

  var limits: WorkerLimits {
    var limits = WorkerLimits(workers: 2)
    (limits.executable, limits.log) = (Self.binaries + "/nas-worker", folder + "/worker.log")
    return limits
  }

  func space() throws -> PlannedComponent {
    let entry = try catalog.find("nas-bench-201", role: .space)
    let small: [String: OptionValue] = ["channels": .integer(2), "cells": .integer(1)]
    return PlannedComponent(
      role: .space, name: entry.name, plugin: entry.plugin,
      options: entry.options.compactMap { option in
        (small[option.path] ?? option.fallback).map { PlannedOption(path: option.path, value: $0) }
      })
  }

  func recipe(epochs: Int) -> [PlannedOption] {
    let own: [String: OptionValue] = ["epochs": .integer(epochs), "batch_size": .integer(100), "crop": .integer(0)]
    return Recipe.options.compactMap { option in
      (own[option.path] ?? option.fallback).map { PlannedOption(path: option.path, value: $0) }
    }
  }

  func setup(epochs: Int = 2) throws -> WorkerSetup {
    let entry = try catalog.find("train-and-validate", role: .evaluator)
    var setup = WorkerSetup(
      space: try space(), seed: 1, folders: .init(study: folder, scratch: folder, cache: Self.cache))
    let options = recipe(epochs: epochs).map { PlannedOption(path: "recipe." + $0.path, value: $0.value) }
    setup.evaluator = PlannedComponent(role: .evaluator, name: entry.name, plugin: entry.plugin, options: options)
    let task = LearningTask(channels: 1, height: 28, width: 28, classes: 10)
    setup.data = DataPlan(
      use: "fashion-mnist", path: Self.images, train: 2_000, validation: 500, test: 1_000, task: task)
    return setup
  }
}
