import NASPlugin
import NASPluginTesting
import Testing

@Suite struct DARTSCellSupernetTests {
  private func supernet(_ options: InProcessPlugin.Values = []) throws -> Network {
    try #require(try CellSpaces.space("darts-cell", options).weightSharing).supernet(for: .cifar10)
  }

  /// O-DA3.
  @Test func hasThePublishedParameters() throws {
    let network = try supernet()
    let cost = try network.cost(for: .cifar10)
    #expect(cost.params == 1_930_618)
    #expect(cost.shapes.last == FeatureShape(channels: 10, height: 1, width: 1))
    let affine = zip(network.nodes, cost.shapes).filter { $0.0.operation == .batchNorm(affine: true) }
    #expect(affine.map(\.0.id) == ["stem.norm"])
    let all = try supernet([("affine_supernet", .boolean(true))]).cost(for: .cifar10)
    #expect(all.params > cost.params)
  }

  /// O-DA1: 14 edges of 8 operations in each of 8 cells; O-RN4: 30 paths, 2, 4, 8 and 16 to the nodes.
  @Test func declaresCellsWithTheirPaths() throws {
    let network = try supernet()
    #expect(network.cells.count == 8)
    for cell in network.cells {
      #expect(cell.edges.count == 14 && cell.inputs == [0, 1] && cell.outputs == [2, 3, 4, 5])
      var paths = [1, 1, 0, 0, 0, 0]
      for edge in cell.edges { paths[edge.to] += paths[edge.from] }
      #expect(Array(paths[2...]) == [2, 4, 8, 16])
      for edge in cell.edges {
        guard case .choice(let choice) = network.nodes[edge.choice].operation else {
          Issue.record("\(network.nodes[edge.choice].id) is no choice")
          continue
        }
        #expect(choice.alternatives.count == 8)
      }
    }
  }

  @Test func alternativesSayWhatTheyAre() throws {
    let network = try supernet()
    for (id, skip, decision) in [
      ("c0.e02.choice", Operation.Alternative.Kind.skip, 0), ("c2.e13.choice", .weighted, 17),
    ] {
      let node = try #require(network.nodes.first { $0.id == id })
      guard case .choice(let choice) = node.operation else { throw NASError(.invalid, "\(id) is no choice") }
      #expect(
        choice.alternatives.map(\.kind) == [.none, .pool, .pool, skip, .weighted, .weighted, .weighted, .weighted])
      #expect(choice.decision == decision)
      for (alternative, input) in zip(choice.alternatives, node.inputs) {
        #expect(alternative.nodes.last == input)
      }
      // Poolings are followed by a norm without scale and shift.
      #expect(network.nodes[node.inputs[1]].operation == .batchNorm(affine: false))
    }
  }

  /// Every cell of a type shares its genes.
  @Test func pathsFollowTheGenes() throws {
    let space = try CellSpaces.space("darts-cell")
    let sharing = try #require(space.weightSharing)
    var random = RandomStream(seed: 4)
    let architecture = try space.sample(&random)
    let path = try sharing.path(of: architecture)
    #expect(path.count == 8 * 14)
    for cell in 0..<8 {
      let genes = cell == 2 || cell == 5 ? architecture.tokens[14...] : architecture.tokens[..<14]
      #expect(path[cell * 14..<cell * 14 + 14].elementsEqual(genes))
    }
    for _ in 0..<100 {
      let drawn = try sharing.samplePath(&random)
      #expect(drawn[0..<14] == drawn[14..<28][0 + 14..<28] || Array(drawn[0..<14]) == Array(drawn[14..<28]))
      #expect(Array(drawn[28..<42]) == Array(drawn[70..<84]))
      try space.validate(Architecture(Array(drawn[0..<14]) + Array(drawn[28..<42])))
    }
  }

  /// What a network and the supernet have in common has one name and one shape, so weights can be taken over.
  @Test func networksAreNamedAsTheSupernet() throws {
    let space = try CellSpaces.space("darts-cell")
    let supernet = try supernet()
    let superCost = try supernet.cost(for: .cifar10)
    let known = Dictionary(
      uniqueKeysWithValues: zip(supernet.nodes, superCost.shapes).map { ($0.0.id, ($0.0.operation, $0.1)) })
    var random = RandomStream(seed: 6)
    for _ in 0..<20 {
      let network = try space.network(for: space.sample(&random), task: .cifar10)
      let cost = try network.cost(for: .cifar10)
      for (node, shape) in zip(network.nodes, cost.shapes) {
        guard case .conv2d = node.operation else { continue }
        let match = try #require(known[node.id], "\(node.id)")
        #expect(match.0 == node.operation && match.1 == shape)
      }
    }
  }
}
