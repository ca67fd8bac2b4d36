import Foundation
import Testing

@Suite(.enabled(if: Program.isBuilt, "the release build is missing: make build"))
struct CatalogueArchitectureTests {
  /// The best cell on CIFAR-10's validation images, with the published counts at 16 channels and 5 cells.
  private static let best =
    "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_3x3~1|nor_conv_1x1~2|"

  @Test func thePublishedCellHasThePublishedCost() throws {
    let run = try Program("architecture", "show", "--space", "nas-bench-201", "--format", "json", Self.best)
    let shown = try run.object()
    #expect(shown["params"] as? Int == 1_073_466)
    // Published as 153.273 million.
    #expect(shown["macs"] as? Int == 153_272_960)
    #expect(shown["text"] as? String == Self.best)
    #expect(shown["tokens"] as? [Int] == [3, 3, 3, 1, 3, 2])
    #expect(shown["output"] as? [Int] == [10, 1, 1])
  }

  @Test func partsAndLayersAddUp() throws {
    let run = try Program("architecture", "show", "--space", "nas-bench-201", "--format", "json", Self.best)
    let shown = try run.object()
    for list in ["parts", "layers"] {
      let entries = try #require(shown[list] as? [[String: Any]])
      #expect(entries.compactMap { $0["params"] as? Int }.reduce(0, +) == 1_073_466)
      #expect(entries.compactMap { $0["macs"] as? Int }.reduce(0, +) == 153_272_960)
    }
  }

  @Test func aWrongTextIsAnsweredWithItsPosition() throws {
    let wrong = Self.best.replacingOccurrences(of: "|+|skip_connect~0", with: "|+|skip_conect~0")
    let run = try Program("architecture", "show", "--space", "nas-bench-201", wrong)
    #expect(run.status == 2 && run.output.isEmpty)
    #expect(run.errors.contains("at character 51") && run.errors.contains("skip_connect"))
  }

  @Test func optionsAreCheckedLikeThoseOfAStudy() throws {
    let run = try Program("architecture", "show", "--space", "nas-bench-201", "--set", "chanels=8", Self.best)
    #expect(run.status == 2 && run.errors.contains("did you mean 'channels'?"))
    let small = try Program(
      "architecture", "show", "--space", "nas-bench-201", "--set", "channels=8", "--set", "cells=1", "--format", "json",
      Self.best)
    #expect(try #require(small.object()["params"] as? Int) < 100_000)
  }

  @Test func randomIsTheSameForOneSeed() throws {
    func text(_ seed: String) throws -> String {
      let run = try Program(
        "architecture", "show", "--space", "nas-bench-201", "random", "--seed", seed, "--format", "json")
      return try #require(run.object()["text"] as? String)
    }
    #expect(try text("3") == text("3"))
    #expect(try Set(["1", "2", "3", "4"].map(text)).count > 1)
  }

  @Test func picturesAreDocuments() throws {
    for picture in ["cell", "network", "layers"] {
      let svg = try Program(
        "architecture", "show", "--space", "nas-bench-201", "--format", "svg", "--picture", picture, Self.best)
      #expect(svg.status == 0 && svg.output.hasPrefix("<?xml") && svg.output.hasSuffix("</svg>\n"))
    }
    let dot = try Program("architecture", "show", "--space", "nas-bench-201", "--format", "dot", Self.best)
    #expect(dot.output.contains("n0 -> n1 [label=\"nor_conv_3x3\""))
  }
}
