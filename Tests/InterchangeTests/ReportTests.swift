import Notation
import Testing

@testable import Interchange

@Suite("A look at a file before its import")
struct ReportTests {
  private func report(_ csv: String, _ changes: JSON = [:]) async throws -> ImportReport {
    try await Folder.lend { folder in
      let map = folder.write("map.json", MapTests.good.merging(changes).text)
      return try await CustomerImport(file: folder.write("book.csv", csv), map: map).check()
    }
  }

  private static let header = "id,first,last,mail,plan,price,from,to\n"

  @Test("counts what would come of it")
  func counts() async throws {
    let report = try await report(
      Self.header + """
        1,Ada,Lovelace,ada@analytical.example,Gold,30.00,2026-01-31,
        2,Alan,Turing,,Gold,30.00,2026-08-15,2026-10-20
        3,Grace,Hopper,grace@navy.example,Silver,9.99,2026-11-01,
        4,Kurt,Gödel,,Gold,0,2025-11-01,

        """)
    #expect(report.problems == [])
    #expect(report.rows == 4 && report.goodRows == 4)
    #expect(report.running == 3 && report.ended == 1)
    #expect(report.products == 2 && report.prices == 3)
    #expect(report.recurringRevenue.map { "\($0.amount) \($0.customers)" } == ["39.99 EUR 2"])
    #expect(report.firstStart?.isoText == "2025-11-01T00:00:00Z")
    // Ten of Ada's, three of Alan's, one of Grace's, none of Kurt's, who pays nothing.
    #expect(report.invoices == 10 + 3 + 1)
  }

  @Test(
    "names line and column of every mistake, and never what stands there",
    arguments: [
      ("1,A,B,mail,Gold,30,2026-01-01,", "2 mail: This is no e-mail address."),
      (",A,B,,Gold,30,2026-01-01,", "2 id: The row has no key."),
      ("1,A,B,,,30,2026-01-01,", "2 plan: The product has no name."),
      ("1,A,B,,Gold,free,2026-01-01,", "2 price: This is no amount of EUR, such as 12.34."),
      ("1,A,B,,Gold,30,soon,", "2 from: This is no day."),
      ("1,A,B,,Gold,30,2026-11-02,", "2 from: The contract begins after the snapshot."),
      ("1,A,B,,Gold,30,2026-01-01,2025-12-31", "2 to: The contract ends before it begins."),
      (
        "1,A,B,,Gold,30,2026-01-01,2027-01-01",
        "2 to: The contract ends after the snapshot; leave the end of running contracts empty."
      ),
      ("1,A,B,,Gold,30", "2: The row has 6 fields, and the header has 8."),
      (
        "1,A\"x,B,,Gold,30,2026-01-01,",
        "2: A quote stands inside field 2, which does not begin with one; double it and quote the field."
      ),
      (
        "1,A,B,,Gold,30,2026-01-01,\n1,C,D,,Gold,30,2026-01-01,", "3: Another row before it has the same key."
      ),
      ("1,A,B,,Gold,999999999999999999,2026-01-01,", "2: The amount is too large."),
    ])
  func mistakes(rows: String, problem: String) async throws {
    let report = try await report(Self.header + rows + "\n")
    #expect(
      report.problems.map { "\($0.line)\($0.column.map { " \($0)" } ?? ""): \($0.sentence)" } == [problem])
    #expect(report.badRows == 1)
  }

  @Test("tells every mistake of a row")
  func several() async throws {
    let report = try await report(Self.header + "1,A,B,nobody,Gold,free,2026-01-01,never\n")
    #expect(report.problemCount == 3 && report.badRows == 1)
  }

  @Test("keeps a thousand mistakes and counts all")
  func bounded() async throws {
    let report = try await report(
      Self.header + (1...1_500).map { "\($0),A,B,,Gold,free,2026-01-01,\n" }.joined())
    #expect(report.problems.count == 1_000 && report.problemCount == 1_500 && report.badRows == 1_500)
    #expect(report.problems.last?.line == 1_001)
  }

  @Test("wants the columns that the mapping names, once each")
  func columns() async throws {
    await #expect(throws: ImportFailure.map(["The file has no column \"to\"."])) {
      _ = try await report("id,first,last,mail,plan,price,from\n")
    }
    await #expect(throws: ImportFailure.map(["The file has the column \"plan\" twice."])) {
      _ = try await report("id,first,last,mail,plan,price,from,to,plan\n")
    }
    await #expect(throws: ImportFailure.emptyFile) { _ = try await report("") }
  }

  @Test("understands constants, words for nothing, and tenure with a churn column")
  func variants() async throws {
    let report = try await report(
      "id;months;gone\n1;NA;\n2;5;yes\n3;13;no\n",
      [
        "customer": [:], "file": ["separator": ";", "nothing": ["NA"]], "quantity": 3,
        "price": ["product": "One", "amount": "10", "currency": "USD", "interval": "year"],
        "start": ["tenure_months": "{months}"], "end": ["churned": "{gone}", "equals": "yes"],
        "collection": ["send_invoice": 30],
      ])
    #expect(
      report.problems.map { "\($0.line) \($0.sentence)" } == ["2 The tenure is no whole number of months."])
    #expect(report.running == 1 && report.ended == 1)
    #expect(report.recurringRevenue.map(\.amount.description) == ["2.50 USD"])
    #expect(report.invoices == 1 + 2)
  }

  @Test("of the telco example says what will stand at the end")
  func telco() async throws {
    let report = try await CustomerImport(file: Telco.file, map: Telco.map).check()
    #expect(report.problems == [])
    #expect(report.rows == 7_043)
    #expect(report.recurringRevenue.map { "\($0.amount) \($0.customers)" } == ["316985.75 USD 5174"])
    #expect(report.invoices == 228_001)
  }
}
