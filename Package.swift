// swift-tools-version: 6.2
import PackageDescription

// The graph of docs/design.md section 8: arrows point down only, and the build refuses an import that is not declared here.

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

// Libraries of others (docs/design.md section 9).
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

/// A module under Sources/.
func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, path: "Sources/\(name)", swiftSettings: strict)
}

/// A program under Sources/.
func program(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .executableTarget(name: name, dependencies: dependencies, path: "Sources/\(name)", swiftSettings: strict)
}

/// The tests of a module, under Tests/.
func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
  .testTarget(
    name: name, dependencies: dependencies, path: "Tests/\(name)", exclude: exclude, swiftSettings: strict)
}

/// A plugin under Plugins/: a dynamic library that sees the protocol module and nothing else, and exports its entry alone.
func plugin(_ name: String) -> Target {
  .target(
    name: name, dependencies: ["NASPlugin"], path: "Plugins/\(name)", swiftSettings: strict,
    linkerSettings: [.unsafeFlags(["-Xlinker", "--version-script=\(Context.packageDirectory)/Plugins/exports.map"])])
}

let plugins = [
  "BasicStrategies", "BlockSpaces", "CellSpaces", "ChainSpaces", "Evolution", "GraphSpaces", "Table", "TabularSpaces",
  "TrainAndValidate",
]

let package = Package(
  name: "swift-nas",
  products: [
    .library(name: "NASPlugin", targets: ["NASPlugin"]),
    .library(name: "NASPluginTesting", targets: ["NASPluginTesting"]),
    .library(name: "TorchShim", type: .dynamic, targets: ["TorchShim"]),
  ] + plugins.map { .library(name: $0, type: .dynamic, targets: [$0]) },
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    // The plugin boundary.
    .target(name: "CNASPlugin", path: "Sources/CNASPlugin"),
    module("NASPlugin", ["CNASPlugin"]),
    module("NASPluginTesting", ["NASPlugin", "CNASPlugin"]),
    // Tensors: the shim is a library of its own, opened on first use.
    .target(name: "CTorch", dependencies: ["CNASPlugin"], path: "Sources/CTorch"),
    .systemLibrary(name: "CLibtorch", path: "Sources/CLibtorch", pkgConfig: "libtorch"),
    // C++17, although libtorch uses a little of C++20: in C++20 clang takes our own headers for modules.
    .target(
      name: "TorchShim", dependencies: ["CTorch", "CNASPlugin", "CLibtorch"], path: "Sources/TorchShim",
      cxxSettings: [.unsafeFlags(["-Wno-c++20-extensions"])]),
    module("Tensors", ["CTorch", "CNASPlugin", "NASPlugin"]),
    // The machine.
    .target(name: "CLinux", path: "Sources/CLinux"),
    .systemLibrary(name: "CZlib", path: "Sources/CZlib", pkgConfig: "zlib"),
    module("Safetensors", ["NASPlugin"]),
    .systemLibrary(name: "CJPEG", path: "Sources/CJPEG", pkgConfig: "libjpeg"),
    .systemLibrary(name: "CPNG", path: "Sources/CPNG", pkgConfig: "libpng"),
    .target(name: "CImages", dependencies: ["CJPEG", "CPNG"], path: "Sources/CImages"),
    module("Datasets", ["CImages", "CZlib", "NASPlugin", "Safetensors"]),
    module("Tables", ["CZlib", "NASPlugin"]),
    module("Planning", ["NASPlugin", yams]),
    module("Storage", ["NASPlugin", grdb]),
    module("Workers", ["NASPlugin", "Planning"]),
    module("Training", ["CLinux", "NASPlugin", "Tensors", "Datasets", "Safetensors"]),
    module("PluginHosting", ["CLinux", "CNASPlugin", "NASPlugin", "Planning", crypto]),
    module("Engine", ["NASPlugin", "Planning", "Storage", "Workers"]),
    module(
      "WorkerHost",
      [
        "CNASPlugin", "CTorch", "NASPlugin", "Planning", "PluginHosting", "Workers", "Datasets", "Training", "Tensors",
        crypto,
      ]),
    module(
      "NASCommands",
      [
        "CNASPlugin", "NASPlugin", "Planning", "PluginHosting", "Datasets", "Tables", "Engine", "Storage", "Workers",
        argumentParser, crypto, logging,
      ]),
    module(
      "NASBench",
      [
        "CNASPlugin", "NASPlugin", "Planning", "PluginHosting", "Engine", "Storage", "Workers", "Datasets", "Tensors",
        "Training",
      ]),
    program("nas-bench-suite", ["NASBench"]),
    program("nas", ["NASCommands"]),
    program("nas-worker", ["WorkerHost"]),
    // The tests.
    .target(
      name: "StorageSupport", dependencies: ["NASPlugin", "Storage"], path: "Tests/Support/StorageSupport",
      swiftSettings: strict),
    .executableTarget(
      name: "store-writer", dependencies: ["NASPlugin", "Storage", "StorageSupport"], path: "Tests/Support/StoreWriter",
      swiftSettings: strict),
    .target(
      name: "HostileSupport", dependencies: ["NASPlugin", "Planning", "PluginHosting", "Workers"],
      path: "Tests/Support/HostileSupport", swiftSettings: strict),
    tests("NASPluginTests", ["NASPlugin", "CNASPlugin", "NASPluginTesting"]),
    tests("ConformanceTests", ["NASPlugin", "CNASPlugin", "NASPluginTesting"]),
    tests("PluginTests", ["NASPlugin", "CNASPlugin", "NASPluginTesting"]),
    tests("PlanningTests", ["NASPlugin", "Planning"]),
    tests("EngineTests", ["Engine", "NASPlugin", "NASPluginTesting", "Planning", "Storage", "Workers"]),
    tests("WorkersTests", ["HostileSupport", "NASPlugin", "Planning", "PluginHosting", "Workers"]),
    tests("WorkerHostTests", ["NASPlugin", "Planning", "PluginHosting", "Workers"]),
    tests("TensorsTests", ["NASPlugin", "Tensors"]),
    tests("SafetensorsTests", ["NASPlugin", "Safetensors"]),
    tests(
      "TrainingTests", ["Datasets", "NASPlugin", "Safetensors", "Tensors", "Training"],
      exclude: ["Parity/reference.py"]),
    tests("SpaceTrainingTests", ["NASPlugin", "NASPluginTesting", "Tensors", "Training"]),
    tests("NASCommandsTests", ["Datasets", "NASCommands", "NASPlugin", "Planning"]),
    tests("EndToEndTests", []),
    tests("StorageTests", ["NASPlugin", "Storage", "StorageSupport", "store-writer", grdb]),
    tests("PluginHostingTests", ["PluginHosting", "CNASPlugin", "NASPlugin", "Planning"]),
    tests("DatasetsTests", ["Datasets", "NASPlugin", "CJPEG", "CZlib", "Safetensors"]),
    tests("TablesTests", ["Tables", "Table", "NASPlugin", "CZlib"]),
  ] + plugins.map(plugin),
  cxxLanguageStandard: .cxx17
)
