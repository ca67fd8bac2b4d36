import Planning
import Testing

@Suite("Quantities")
struct QuantityTests {
  @Test("as people write them")
  func written() {
    #expect(Quantity.integer("1_000") == 1_000)
    #expect(Quantity.integer("150M") == 150_000_000)
    #expect(Quantity.real("1.5k") == 1_500)
    #expect(Quantity.seconds("90s") == 90)
    #expect(Quantity.seconds("2h") == 7_200)
  }

  @Test("what is no number", arguments: ["", "nan", "inf", "0x10", "1.5.2", "ten", "M", "1e400", "--1"])
  func refused(text: String) {
    #expect(Quantity.real(text) == nil)
    #expect(Quantity.integer(text) == nil)
  }

  @Test("a fraction is no integer")
  func fraction() { #expect(Quantity.integer("1.5") == nil) }
}
