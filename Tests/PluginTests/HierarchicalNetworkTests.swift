import NASPlugin
import Testing

@Suite struct HierarchicalNetworkTests {
  private func nodes(_ network: Network, under scope: String) -> [Network.Node] {
    network.nodes.filter { $0.id.hasPrefix(scope + ".") }
  }

  private func names(_ nodes: [Network.Node]) -> [String: Operation] {
    Dictionary(uniqueKeysWithValues: nodes.map { ($0.id, $0.operation) })
  }

  /// Every cell has stride 1; convolutions between them change size and depth.
  @Test func stagesHalveImagesAndDoubleFilters() throws {
    let space = try BuiltPlugins.hierarchical(channels: 64, cells: 2)
    let text = "{1>4:id} {} {} {} {} {} {1>5:m1}"
    let network = try space.network(for: space.parse(text), task: .cifar10)
    let cost = try network.cost(for: .cifar10)
    let sizes = (0..<6).map { number in
      network.nodes.firstIndex { $0.id == "r\(number).relu" }.map { cost.shapes[$0].description } ?? ""
    }
    #expect(sizes == ["64×32×32", "128×16×16", "128×16×16", "256×8×8", "256×8×8", "256×8×8"])
    var params = 27 * 64 + 128 + 2_570
    for (inputs, outputs) in [(64, 64), (64, 128), (128, 128), (128, 256), (256, 256), (256, 256)] {
      params += 9 * inputs + inputs * outputs + 2 * outputs
    }
    #expect(cost.params == params)
  }

  /// One primitive after another on a path of three motifs, with 16 filters.
  @Test func primitivesCostWhatTheyShould() throws {
    let space = try BuiltPlugins.hierarchical(merge: "sum")
    func params(_ primitive: String) throws -> Int {
      let text = "{1>4:\(primitive)} {} {} {} {} {} {1>5:m1}"
      return try space.network(for: space.parse(text), task: .cifar10).cost(for: .cifar10).params
    }
    let none = try params("id")
    #expect(try params("max3x3") == none && params("avg3x3") == none)
    #expect(try params("conv1x1") - none == [16, 32, 64].reduce(0) { $0 + $1 * $1 + 2 * $1 })
    #expect(try params("dw3x3") - none == [16, 32, 64].reduce(0) { $0 + 11 * $1 })
    #expect(try params("sep3x3") - none == [16, 32, 64].reduce(0) { $0 + 9 * $1 + $1 * $1 + 2 * $1 })
  }

  /// Concatenation makes blocks deeper, the next convolution with filters of its own makes them as deep as before.
  @Test func mergesAlongTheDepth() throws {
    let space = try BuiltPlugins.hierarchical()
    let text = "{1>2:id 1>3:id 2>3:id 3>4:dw3x3} {1>4:conv1x1} {} {} {} {} {1>2:m1 2>5:m2}"
    let network = try space.network(for: space.parse(text), task: .cifar10)
    let cost = try network.cost(for: .cifar10)
    func channels(_ id: String) throws -> Int {
      cost.shapes[try #require(network.nodes.firstIndex { $0.id == id })].channels
    }
    #expect(try channels("c0.1-2.n3") == 32)
    #expect(try channels("c0.1-2.3-4.relu") == 32 && channels("c0.2-5.1-4.relu") == 16)
  }

  /// O-HI3: a changed motif changes every place where the cell names it, and nothing else.
  @Test func aMotifChangesWhereItIsNamed() throws {
    let space = try BuiltPlugins.hierarchical(merge: "sum")
    let motifs = " {1>2:conv1x1 2>4:sep3x3} {1>4:max3x3} {} {} {} {1>2:m1 1>3:m2 2>3:m1 2>4:m3 3>5:m2 4>5:m1}"
    let parent = try space.network(for: space.parse("{1>2:dw3x3 2>4:id}" + motifs), task: .cifar10)
    let child = try space.network(for: space.parse("{1>2:avg3x3 2>4:id}" + motifs), task: .cifar10)
    for cell in 0..<3 {
      for edge in ["1-2", "2-3", "4-5"] {
        #expect(names(nodes(parent, under: "c\(cell).\(edge)")) != names(nodes(child, under: "c\(cell).\(edge)")))
      }
      for edge in ["1-3", "2-4", "3-5"] {
        #expect(!nodes(parent, under: "c\(cell).\(edge)").isEmpty)
        #expect(names(nodes(parent, under: "c\(cell).\(edge)")) == names(nodes(child, under: "c\(cell).\(edge)")))
      }
    }
    let changed = Set(parent.nodes.map(\.id)).symmetricDifference(child.nodes.map(\.id))
    #expect(!changed.isEmpty && changed.allSatisfy { id in ["1-2", "2-3", "4-5"].contains { id.contains(".\($0).") } })
  }

  @Test func cellsThatNothingPassesGiveZeros() throws {
    let space = try BuiltPlugins.hierarchical()
    let network = try space.network(for: Architecture(Array(repeating: 0, count: 46)), task: .cifar10)
    #expect(network.nodes.contains { $0.id == "c2.zero" && $0.operation == .zero(stride: 1) })
    // A cell whose only way uses an empty motif.
    let empty = try space.network(for: space.parse("{1>2:id} {} {} {} {} {} {1>5:m1}"), task: .cifar10)
    #expect(empty == network)
  }

  /// The published cell, as far as NASLib's reading goes, which does not say how nodes merge: the paper's number of
  /// parameters for it lies between that of sums and that of concatenations.
  @Test func theEvolvedCellBuilds() throws {
    let space = try BuiltPlugins.hierarchical(channels: 64, cells: 2)
    let entry = try #require(space.publishing?.published.first)
    #expect(entry.name == "hierarchical-evolved" && entry.settings == ["channels=64", "cells=2"])
    let text = try space.text(entry.architecture)
    #expect(text.hasPrefix("{1>2:max3x3 1>3:conv1x1 2>3:dw3x3 1>4:sep3x3 2>4:conv1x1 3>4:max3x3} {1>2:max3x3"))
    #expect(text.hasSuffix("{1>2:m5 1>3:m3 2>3:m3 1>4:m3 2>4:m1 3>4:m3 1>5:m4 2>5:m5 3>5:m5 4>5:m5}"))
    let cost = try space.network(for: entry.architecture, task: .cifar10).cost(for: .cifar10)
    #expect(cost.shapes.last == FeatureShape(channels: 10, height: 1, width: 1))
    let sums = try BuiltPlugins.hierarchical(channels: 64, cells: 2, merge: "sum")
    let least = try sums.network(for: entry.architecture, task: .cifar10).cost(for: .cifar10).params
    #expect(least == 5_515_082 && cost.params == 38_229_450)
    #expect(try BuiltPlugins.hierarchical("flat").publishing?.published.isEmpty == true)
  }

  @Test func thousandsOfRandomArchitecturesBuild() throws {
    var random = RandomStream(seed: 8)
    for variant in ["hierarchical", "flat"] {
      let space = try BuiltPlugins.hierarchical(variant, channels: 4)
      for _ in 0..<1_000 {
        let cost = try space.network(for: space.sample(&random), task: .cifar10).cost(for: .cifar10)
        #expect(cost.shapes.last == FeatureShape(channels: 10, height: 1, width: 1))
      }
    }
  }

  /// Weights are inherited by id: an edge keeps its name whatever the others carry.
  @Test func idsDoNotDependOnOtherEdges() throws {
    let space = try BuiltPlugins.hierarchical(merge: "sum")
    let text = "{1>2:conv1x1 2>4:sep3x3} {} {} {} {} {} {1>2:m1 2>5:m1}"
    let parent = try space.network(for: space.parse(text), task: .cifar10)
    let child = try space.network(
      for: space.parse(
        text.replacing("{1>2:conv1x1", with: "{1>2:conv1x1 1>3:id")
          .replacing("2>4:sep3x3", with: "2>4:sep3x3 3>4:dw3x3")), task: .cifar10)
    #expect(Set(parent.nodes.map(\.id)).isSubset(of: child.nodes.map(\.id)))
  }
}
