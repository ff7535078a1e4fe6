import Foundation
import HTTPAPI
import Testing

@Suite("The compatibility table")
struct CompatibilityTests {
  private static let page = URL(filePath: #filePath).appending(path: "../../../docs/compatibility.md")
    .standardizedFileURL

  /// `GOLDEN_UPDATE=1` writes the page anew, for a change of the routes that is meant.
  @Test("The published page says what the routes say")
  func page() throws {
    if ProcessInfo.processInfo.environment["GOLDEN_UPDATE"] == "1" {
      try Data(CompatibilityTable.page.utf8).write(to: Self.page)
    }
    #expect(try String(contentsOf: Self.page, encoding: .utf8) == CompatibilityTable.page)
  }
}
