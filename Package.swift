// swift-tools-version: 6.2
import PackageDescription

// The graph of design section 8: arrows point down only, and the build checks that each import is declared.

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

/// A module under Sources/.
func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, path: "Sources/\(name)", swiftSettings: strict)
}

let package = Package(
  name: "swift-nas",
  products: [.library(name: "NASPlugin", targets: ["NASPlugin"])],
  targets: [
    .target(name: "CNASPlugin", path: "Sources/CNASPlugin"),
    module("NASPlugin", ["CNASPlugin"]),
  ]
)
