import NASPlugin
import Testing

struct DeviceTests {
  @Test(
    arguments: [
      ("cpu", Device.cpu), ("cuda", .cuda(0)), ("cuda:0", .cuda(0)), ("cuda:7", .cuda(7)),
    ] as [(String, Device)])
  func readsNames(name: String, device: Device) {
    #expect(Device(name) == device)
    #expect(Device(device.description) == device)
  }

  @Test(arguments: ["", "gpu", "cuda:", "cuda:-1", "cuda:1x", "cuda:256", "CPU"])
  func refusesOtherTexts(name: String) { #expect(Device(name) == nil) }
}
