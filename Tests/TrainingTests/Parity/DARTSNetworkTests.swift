import NASPlugin
import Testing

/// The network that the trainer is compared on is the published one: parameters and multiply-accumulates of `DARTS_V2`.
struct DARTSNetworkTests {
  @Test func hasThePublishedParameters() throws {
    #expect(try DARTSNetwork(channels: 16, cells: 8).make().cost(for: .cifar10).params == 246_106)
    #expect(try DARTSNetwork(channels: 36, cells: 20).make().cost(for: .cifar10).params == 3_349_342)
    let headed = DARTSNetwork(channels: 36, cells: 20, hasAuxiliaryHead: true)
    #expect(try headed.make().cost(for: .cifar10).params == 3_825_768)
  }

  @Test func hasThePublishedMultiplyAccumulates() throws {
    let macs = try DARTSNetwork(channels: 36, cells: 20).make().cost(for: .cifar10).macs
    #expect((macs + 5_000) / 10_000 == 52_836)
  }
}
