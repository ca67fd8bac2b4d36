import CNASPlugin
import NASPlugin
import NASPluginTesting
import Testing

@Suite struct InProcessPluginTests {
  private let plugin = InProcessPlugin { ToySpace.self }

  @Test func sayWhatThereIs() throws {
    #expect(plugin.components.count == 1)
    let error = try #require(throws: NASError.self) { try plugin.space("tyo") }
    #expect(error.code == .missing && error.hint == "it has toy")
  }

  @Test func refusesWhatIsNoPlugin() throws {
    let missing = try #require(throws: NASError.self) { try InProcessPlugin(opening: "/nowhere/libNothing.so") }
    #expect(missing.code == .missing && missing.message.hasPrefix("/nowhere/libNothing.so cannot be opened"))
    let other = try #require(throws: NASError.self) { try InProcessPlugin(opening: "libm.so.6") }
    #expect(other.message == "libm.so.6 does not export nas_plugin_entry_v1")
  }

  @Test func answersNullToWhatItDoesNotKnow() throws {
    let component = try plugin.component("toy")
    for id in ["nas.strategy/1", "nas.space/2", "nas.space", "nas.state/1", "", "nas.space.progressive/1"] {
      #expect(id.withCString { component.pointee.query(component, $0) } == nil, "\(id)")
    }
    for id in ["nas.space/1", "nas.space.enumerable/1", "nas.space.crossing/1"] {
      #expect(id.withCString { component.pointee.query(component, $0) } != nil, "\(id)")
    }
    #expect("nas.anything/1".withCString { plugin.table.pointee.query($0) } == nil)
  }

  @Test func theHostLendsWhatItWasGiven() throws {
    let data = DataDescription(name: "größe", task: .cifar10, train: 5, validation: 4, test: 3)
    let host = TestHost(space: try plugin.space("toy"), data: data)
    defer { withExtendedLifetime(host) {} }
    let context = ComponentContext(random: RandomSource(seed: 1), services: HostServices(host.table))
    #expect(context.data == data)
    #expect(try context.space.decisions.count == 8)
    #expect(try context.predictors(in: "any").isEmpty)
    #expect(!context.services.isCancelled)
  }

  @Test func theHostLendsNothingElse() throws {
    let host = TestHost()
    defer { withExtendedLifetime(host) {} }
    let context = ComponentContext(random: RandomSource(seed: 1), services: HostServices(host.table))
    #expect(context.data == nil)
    let error = try #require(throws: NASError.self) { try context.space }
    #expect(error.code == .missing)
  }

  @Test func anotherMajorVersionIsRefused() {
    var host = nas_host()
    host.struct_size = UInt32(MemoryLayout<nas_host>.size)
    host.abi_major = 2
    let plugin = Plugin(id: "org.example.x", version: "1.0.0") { ToySpace.self }
    #expect(withUnsafePointer(to: &host) { plugin.enter(UnsafeRawPointer($0)) } == nil)
    host.abi_major = 1
    #expect(withUnsafePointer(to: &host) { plugin.enter(UnsafeRawPointer($0)) } != nil)
    #expect(plugin.enter(nil) == nil)
  }
}
