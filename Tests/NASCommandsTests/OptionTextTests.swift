import NASCommands
import NASPlugin
import Testing

@Suite struct OptionTextTests {
  @Test(arguments: [
    (0, "0"), (999, "999"), (1_000, "1,000"), (1_073_466, "1,073,466"), (-12_345, "-12,345"),
  ])
  func groupsDigits(number: Int, text: String) { #expect(OptionText.grouped(number) == text) }

  @Test(arguments: [
    ("cosine", "cosine"), ("nas-bench-201", "nas-bench-201"), ("true", "\"true\""), ("No", "\"No\""),
    ("1e5", "\"1e5\""),
    ("", "\"\""), ("a: b", "\"a: b\""), ("say \"x\"\\", "\"say \\\"x\\\"\\\\\""), ("/data/x.csv", "\"/data/x.csv\""),
  ])
  func quotesWhatYAMLWouldReadAsSomethingElse(text: String, yaml: String) { #expect(OptionText.quoted(text) == yaml) }

  @Test func writesEveryKindOfValue() {
    #expect(OptionText.value(.real(0.0005)) == "0.0005")
    #expect(OptionText.value(.real(3)) == "3")
    #expect(OptionText.value(.list(["a", "b c"])) == "[a, \"b c\"]")
    #expect(OptionText.value(.map([OptionValue.Entry(key: "accuracy", value: "c10")])) == "{ accuracy: c10 }")
    #expect(OptionText.value(.map([])) == "{}")
  }

  @Test func saysRangesAndChoices() {
    var option = OptionDescription(path: "x", summary: "", kind: .integer, fallback: .integer(1))
    #expect(OptionText.range(option) == "")
    option.bounds = 1...10_000
    #expect(OptionText.range(option) == "1 to 10,000")
    option.choices = ["fp32", "bf16"]
    #expect(OptionText.range(option) == "fp32 | bf16")
  }
}
