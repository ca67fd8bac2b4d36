// swift-tools-version: 6.2
import PackageDescription

// Where the checkout of swift-nas is: an edited line here, or NAS_SDK=/path/to/swift-nas in the environment.
let sdk = Context.environment["NAS_SDK"] ?? "../.."

let package = Package(
  name: "hill-climb",
  products: [.library(name: "HillClimb", type: .dynamic, targets: ["HillClimb"])],
  dependencies: [.package(name: "swift-nas", path: sdk)],
  targets: [
    .target(
      name: "HillClimb",
      dependencies: [.product(name: "NASPlugin", package: "swift-nas")],
      linkerSettings: [
        // The library exports its entry alone, and carries no path of the machine that built it.
        .unsafeFlags([
          "-Xlinker", "--version-script=\(Context.packageDirectory)/exports.map", "-no-toolchain-stdlib-rpath",
        ])
      ])
  ]
)
