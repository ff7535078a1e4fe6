import Catalog
import Monetary
import Relations
import Testing

@testable import Interchange

@Suite("Files of rates and of spend")
struct FigureFileTests {
  private func rates(_ text: String) async throws -> RatesFile {
    try await Folder.lend { try RatesFile(path: $0.write("rates.csv", text)) }
  }

  private func spend(_ text: String, currency: Currency? = nil) async throws -> [String] {
    try await Folder.lend { folder in
      try SpendFile(path: folder.write("spend.csv", text), currency: currency).spend.map {
        "\($0.month) \($0.channel) \($0.amount.minorUnits) \($0.amount.currency.code)"
      }
    }
  }

  @Test("The history of the European Central Bank's rates is read as it is published")
  func history() async throws {
    let file = try await rates(
      """
      Date,USD,JPY,CYP,SEK,
      2026-11-27,1.0567,160.21,N/A,11.4385,
      2026-11-26,1.0551,N/A,N/A,11.4400,
      2026-11-25,N/A,N/A,N/A,N/A,

      """)
    #expect(file.leftOut == ["CYP"])
    #expect(file.sheets.map(\.day.isoText) == ["2026-11-26", "2026-11-27"])
    #expect(file.sheets[1].perEuro[.jpy]?.decimalText == "160.21")
    #expect(file.sheets[0].perEuro.count == 2)
  }

  @Test("The daily file has blanks after commas and writes its day in English")
  func daily() async throws {
    let file = try await rates("Date, USD, NOK, \n27 November 2026, 1.0567, 11.6480, \n")
    #expect(file.sheets.map(\.day.isoText) == ["2026-11-27"])
    #expect(file.sheets[0].perEuro[.nok]?.decimalText == "11.648")
  }

  @Test(
    "A line that cannot be right refuses the whole file, and says which",
    arguments: [
      ("Day,USD\n2026-11-27,1\n", 1), ("Date,USD,USD\n2026-11-27,1,1\n", 1),
      ("Date,USD\n2026-11-27,1\n2026-02-30,1\n", 3), ("Date,USD\n2026-11-27,1\n2026-11-26,-1\n", 3),
      ("Date,USD\n2026-11-27,one\n", 2), ("Date,USD\n2026-11-27,1\n2026-11-27,2\n", 3),
      ("Date,USD\n31 Juni 2026,1\n", 2), ("Date,USD\n2026-11-27,\"1\n", 2),
    ])
  func broken(_ text: String, _ line: Int) async throws {
    let problem = await #expect(throws: TableProblem.self) { _ = try await rates(text) }
    #expect(problem?.line == line)
  }

  @Test("Spend is read by its columns' names, in any order, by commas or semicolons")
  func spendFiles() async throws {
    #expect(
      try await spend("channel,month,amount,currency\nsearch,2026-11,1250.00,EUR\nfairs,2026-11,7,sek\n")
        == ["2026-11 search 125000 eur", "2026-11 fairs 700 sek"])
    #expect(
      try await spend("Amount; Channel ;Month\n19.9;social media;2026-01\n", currency: .eur)
        == ["2026-01 social media 1990 eur"])
  }

  @Test(
    "Spend that cannot be right is refused whole",
    arguments: [
      ("channel,month,amount\nsearch,2026-11,1\n", 1), ("channel,amount,currency\nsearch,1,eur\n", 1),
      ("channel,month,amount,currency\nsearch,2026-13,1,eur\n", 2),
      ("channel,month,amount,currency\nsearch,2026-11,1.005,eur\n", 2),
      ("channel,month,amount,currency\nsearch,2026-11,-1,eur\n", 2),
      ("channel,month,amount,currency\nsearch,2026-11,1,zzz\n", 2),
      ("channel,month,amount,currency\n,2026-11,1,eur\n", 2),
      ("channel,month,amount,currency\nsearch,2026-11,1,eur\n search ,2026-11,2,eur\n", 3),
      ("channel,month,amount,currency\nsearch\n", 2),
    ])
  func brokenSpend(_ text: String, _ line: Int) async throws {
    let problem = await #expect(throws: TableProblem.self) { _ = try await spend(text) }
    #expect(problem?.line == line)
  }
}
