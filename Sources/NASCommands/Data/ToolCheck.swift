/// Programs that some commands use.
enum ToolCheck {
  static var findings: [Finding] {
    [
      finding("python3", for: "'nas data get nas-bench-201' and set-up fetch with its pip", package: "python3-pip"),
      finding("curl", for: "'nas data get' fetches data sets with it", package: "curl"),
      finding("dot", for: "pictures of whole networks look better with Graphviz", package: "graphviz"),
      finding("cc", for: "building plugins in C", package: "gcc"),
    ]
  }

  private static func finding(_ name: String, for purpose: String, package: String) -> Finding {
    if let tool = Tool(name) { return .good(name, tool.path) }
    return Finding(name: name, state: .absent, what: "not here; \(purpose)", remedy: "apt-get install \(package)")
  }
}
