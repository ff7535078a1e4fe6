import Chronology
import Monetary
import Notation
import Testing

@testable import Interchange

@Suite("A mapping file")
struct MapTests {
  static let good: JSON = [
    "source": "book", "key": "{id}",
    "customer": ["name": "{first} {last}", "email": "{mail}", "metadata": ["plan": "{plan}"]],
    "price": ["product": "{plan}", "amount": "{price}", "currency": "EUR", "interval": "month"],
    "snapshot": "2026-11-01", "start": ["date": "{from}"], "end": ["date": "{to}"],
  ]

  private func problems(_ json: JSON) -> [String] {
    do throws(ImportFailure) {
      _ = try MapReader.read(json)
      return []
    } catch {
      guard case .map(let problems) = error else { return ["\(error)"] }
      return problems
    }
  }

  @Test("that makes sense is taken, with its defaults")
  func good() throws {
    let map = try MapReader.read(Self.good)
    #expect(map.quantity.constant == "1")
    #expect(map.price.intervalCount.constant == "1")
    #expect(map.collection == .chargeAutomatically)
    #expect(map.separator == UInt8(ascii: ","))
    #expect(Set(map.columns) == ["id", "first", "last", "mail", "plan", "price", "from", "to"])
  }

  @Test(
    "with a mistake says which",
    arguments: [
      ("source", JSON.null, "source is missing, or no text of 1 to 200 bytes."),
      ("key", "{id", "key has a brace that is not closed; a column is written {so}."),
      ("key", "", "key is missing, or no text."),
      ("price", .null, "price is missing."),
      ("price", "12", "price is no object."),
      (
        "price", ["product": "A", "amount": "1", "currency": "EUR"], "price.interval is missing, or no text."
      ),
      ("snapshot", "yesterday", "snapshot is no day; write it as 2026-11-01."),
      ("snapshot", "2026-02-30", "snapshot is no day; write it as 2026-11-01."),
      ("start", .null, "start is missing."),
      ("start", ["date": "{a}", "tenure_months": "{b}"], "start has either date or tenure_months."),
      ("end", ["churned": "{gone}"], "end.equals is missing, or no text of 1 to 200 bytes."),
      ("end", ["equals": "Yes"], "end has either date, or churned with equals."),
      (
        "collection", "whenever",
        "collection is \"charge_automatically\" or { \"send_invoice\": days }."
      ),
      ("file", ["separator": "x"], "file.separator is one of , ; | and the tab."),
      ("file", ["decimal_mark": "'"], "file.decimal_mark is . or ,."),
      ("file", ["date_order": "ydm"], "file.date_order is ymd, dmy or mdy."),
      ("file", ["nothing": [1]], "file.nothing is a list of texts."),
      ("customer", ["metadata": "x"], "customer.metadata is no object."),
    ] as [(String, JSON, String)])
  func mistakes(member: String, value: JSON, problem: String) {
    #expect(problems(Self.good.merging([member: value])) == [problem])
  }

  @Test("tells all its mistakes at once, and unknown members by name")
  func all() {
    let found = problems(["kee": "{id}"])
    #expect(found.contains { $0.contains("unknown member \"kee\"") })
    #expect(found.count == 6)
    #expect(problems(.string("x")) == ["the mapping is no object."])
  }

  @Test("that is no JSON says at which byte")
  func notJSON() async throws {
    try await Folder.lend { folder in
      let path = folder.write("map.json", "{\"source\": }")
      #expect(throws: ImportFailure.mapNotJSON("this byte cannot stand here (byte 11)")) {
        try CustomerImport(file: "x.csv", map: path)
      }
    }
    #expect(throws: ImportFailure.unreadable("/nowhere.json")) {
      try CustomerImport(file: "x.csv", map: "/nowhere.json")
    }
  }

  @Test(
    "reads columns in braces",
    arguments: [
      ("{a}", ["a"]), ("x {a} y {b}", ["a", "b"]), ("plain", []), ("{{a}}", []), ("{a b}", ["a b"]),
    ])
  func templates(text: String, columns: [String]) throws {
    #expect(try #require(TextTemplate(text)).columns == columns)
  }

  @Test("refuses braces that make no sense", arguments: ["{", "}", "{}", "a{b", "a}b"])
  func brokenTemplates(text: String) {
    #expect(TextTemplate(text) == nil)
  }

  @Test(
    "amounts are exact, whatever the currency's decimals",
    arguments: [
      ("29.85", "usd", ".", "2985"), ("29.9", "usd", ".", "2990"), ("29", "usd", ".", "2900"),
      ("0.005", "usd", ".", "0.5"), ("29,85", "eur", ",", "2985"), ("1200", "jpy", ".", "1200"),
      ("1.5", "jpy", ".", "1.5"), ("1.234", "kwd", ".", "1234"), ("007", "usd", ".", "700"),
      ("", "usd", ".", nil), ("-1", "usd", ".", nil), ("1.", "usd", ".", nil), ("1,000.00", "usd", ".", nil),
      ("$5", "usd", ".", nil), ("1e3", "usd", ".", nil), (".5", "usd", ".", nil),
      ("9999999999999999999", "usd", ".", nil), ("١٢", "usd", ".", nil),
    ] as [(String, String, Character, String?)])
  func amounts(text: String, code: String, mark: Character, expected: String?) throws {
    let currency = try #require(Currency(code: code))
    #expect(FieldText.price(text, currency: currency, decimalMark: mark)?.decimalText == expected)
  }

  @Test(
    "days are read in the order the file writes them",
    arguments: [
      ("2026-04-01", "ymd", "2026-04-01"), ("2026/4/1", "ymd", "2026-04-01"),
      ("01.04.2026", "dmy", "2026-04-01"), ("4/1/2026", "mdy", "2026-04-01"),
      ("2026-04-01T10:00:00Z", "ymd", "2026-04-01"), ("2026-04-01 10:00", "ymd", "2026-04-01"),
      ("2026-02-30", "ymd", nil), ("01.04.26", "dmy", nil), ("2026-04", "ymd", nil), ("", "ymd", nil),
      ("+2026-04-01", "ymd", nil), ("20260401", "ymd", nil),
    ] as [(String, String, String?)])
  func days(text: String, order: String, expected: String?) throws {
    let order = try #require(ImportMap.DateOrder(rawValue: order))
    #expect(FieldText.day(text, order: order)?.isoText == expected)
  }
}
