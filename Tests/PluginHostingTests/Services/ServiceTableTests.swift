import CNASPlugin
import Foundation
import NASPlugin
import PluginHosting
import Synchronization
import Testing

/// What is lent arrives on the other side as the SDK reads it, and nothing else does.
struct ServiceTableTests {
  @Test func nothingIsLentUnasked() {
    let table = ServiceTable()
    for id in ["nas.svc.log/1", "nas.svc.training/1", "nas.svc.tensor/1", "nas.svc.control/1", ""] {
      #expect(table.services.table(id, as: UInt8.self) == nil)
    }
    #expect(table.host.pointee.abi_major == NAS_ABI_MAJOR && table.host.pointee.struct_size == 32)
    table.services.log(.info, "to nobody")
    #expect(!table.services.isCancelled)
  }

  @Test func idsAreComparedWhole() {
    let table = ServiceTable()
    table.lendRandom(RandomSource(seed: 1))
    #expect(table.services.table("nas.svc.random/1", as: UInt8.self) != nil)
    for id in ["nas.svc.random/1x", "nas.svc.random/", "nas.svc.random/2"] {
      #expect(table.services.table(id, as: UInt8.self) == nil)
    }
  }

  @Test func linesReachTheLog() {
    let (table, lines) = (ServiceTable(), Lines())
    table.lendLog { level, text in lines.add("\(level) \(text)") }
    table.services.log(.warning, "größer")
    table.services.log(.debug, "")
    #expect(lines.all == ["warning größer", "debug "])
  }

  @Test func cancellingIsSeenAtOnce() {
    let (table, flag, lines) = (ServiceTable(), CancelFlag(), Lines())
    table.lendControl(flag) { lines.add("\($0) \($1)") }
    #expect(!table.services.isCancelled)
    flag.raise()
    #expect(table.services.isCancelled && flag.isRaised)
    flag.lower()
    #expect(!table.services.isCancelled)
    table.services.progress(0.5, "epoch 3")
    #expect(lines.all == ["0.5 epoch 3"])
  }

  @Test func streamsAreThoseOfTheSource() throws {
    let (table, source) = (ServiceTable(), RandomSource(seed: 99))
    table.lendRandom(source)
    let service = try #require(table.services.table("nas.svc.random/1", as: nas_random_service.self)).pointee
    var state = nas_random()
    "climb".withSpan { service.stream?(service.ctx, $0, &state) }
    var expected = source.stream("climb")
    for _ in 0..<100 { #expect(nas_random_next(&state) == expected.next()) }
  }

  @Test func theDataSetIsDescribed() {
    let table = ServiceTable()
    let data = DataDescription(name: "fashion-mnist", task: .cifar10, train: 5, validation: 4, test: 3)
    table.lendData(data)
    #expect(ComponentContext(random: RandomSource(seed: 0), services: table.services).data == data)
  }

  @Test func emptySlotsHaveNoComponents() throws {
    let table = ServiceTable()
    table.lendComponents([:])
    #expect(
      try ComponentContext(random: RandomSource(seed: 0), services: table.services).predictors(in: "predictor").isEmpty)
    let service = try #require(table.services.table("nas.svc.component/1", as: nas_component_service.self)).pointee
    var reference = nas_component_ref()
    let error = #expect(throws: NASError.self) {
      try checked { error in "predictor".withSpan { service.get?(service.ctx, $0, 0, &reference, error) ?? NAS_OK } }
    }
    #expect(error?.code == .missing && error?.message.contains("predictor") == true)
  }

  @Test func whatIsLentOnDemandIsMadeOnDemand() {
    let (table, lines) = (ServiceTable(), Lines())
    table.lend("x/1") {
      lines.add("made")
      return nil
    }
    #expect(lines.all == [])
    #expect(table.services.table("x/1", as: UInt8.self) == nil)
    #expect(lines.all == ["made"])
  }

  @Test func filesAreHandedOver() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("scratch-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let (table, files) = (ServiceTable(), ScratchFiles(folder: folder))
    table.lendArtifacts(files)
    let artifacts = try #require(EvaluationSession(sink: nil, services: table.services).artifacts)
    let (first, second) = (try artifacts.scratchPath("w.bin"), try artifacts.scratchPath("w.bin"))
    #expect(first != second && first.hasPrefix(folder + "/"))
    try "x".write(toFile: first, atomically: false, encoding: .utf8)
    try artifacts.keep(first, as: "weights", of: 4)
    #expect(throws: NASError.self) { try artifacts.keep(second, as: "weights", of: 4) }
    #expect(files.find(4, "weights") == first && files.find(5, "weights") == nil)
    let kept = files.take()
    #expect(kept.map(\.path) == [first] && kept.map(\.name) == ["weights"] && kept.map(\.trial) == [4])
    #expect(files.take() == [])
  }

  @Test(arguments: ["", ".", "..", "a/b", "../a", ".hidden", "a b", "ä", String(repeating: "a", count: 101), "a\u{0}"])
  func namesThatLeadElsewhereAreRefused(_ name: String) {
    #expect(throws: NASError.self) { try ScratchFiles(folder: "/nowhere").fresh(name) }
  }
}

/// Lines written from anywhere.
private final class Lines: Sendable {
  private let lines = Mutex<[String]>([])
  var all: [String] { lines.withLock { $0 } }
  func add(_ line: String) { lines.withLock { $0.append(line) } }
}
