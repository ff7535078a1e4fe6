import Analytics
import Chronology
import Identity
import Journal
import Monetary
import Relations
import Testing

@Suite("Movements in columns")
struct ColumnTests {
  @Test("A movement that is effective before others goes between them, and all counts as if it had come then")
  func backdated() {
    var late = History()
    var early = History()
    for (customer, day, delta) in [("a", "2026-01-05", 10), ("b", "2026-01-09", 20), ("c", "2026-02-01", 5)] {
      late.change(customer, on: day, Int64(delta))
    }
    late.change("b", on: "2026-01-02", 7)
    late.change("d", on: "2026-01-09", 3)
    for (customer, day, delta) in [("b", "2026-01-02", 7), ("a", "2026-01-05", 10), ("b", "2026-01-09", 20)] {
      early.change(customer, on: day, Int64(delta))
    }
    early.change("d", on: "2026-01-09", 3)
    early.change("c", on: "2026-02-01", 5)
    let months = late.months("2026-01", "2026-02")
    func table(_ history: History) -> MovementTable {
      history.columns.activityView(in: months, of: history.all, classified: .fromBalances)
    }
    #expect(table(late).closings == table(early).closings)
    #expect(table(late)[0, .usd, .expansion] == table(early)[0, .usd, .expansion])
    #expect(late.columns.count == 5 && late.columns.row(0).position == 4)
    // As recorded, the late fact of b was an expansion.
    #expect(late.columns.activityView(in: months, of: late.all)[0, .usd, .new].movements == 3)
  }

  @Test("Exchanging items in one fact is one movement, also from balances and when a filter takes one out")
  func exchange() {
    var history = History()
    history.change("a", on: "2026-01-01", 10)
    history.change("a", on: "2026-02-01", -10, 30)
    history.change("a", on: "2026-02-02", -30, 0, 20)
    let months = history.months("2026-02", "2026-02")
    let table = history.columns.activityView(in: months, of: history.all, classified: .fromBalances)
    #expect(table[0, .usd, .expansion].movements == 1 && table[0, .usd, .contraction].movements == 1)
    #expect(table[0, .usd, .churn].movements == 0 && table.customers[0] == [1])
    #expect(history.columns.activityView(in: months, of: history.all).customers[0] == [1])
  }

  @Test("Filters and groups go by what is known of customers and prices")
  func filters() {
    var history = History()
    history.describe("a", CustomerTraits(country: "SE", source: "ads", metadata: ["team": "red"]))
    history.describe("b", CustomerTraits(country: "DE"))
    history.describe(price: "gold", product: "prod_1", every: .yearly)
    history.change("a", on: "2026-01-01", 10)
    history.change("b", on: "2026-01-02", 20, price: "gold")
    history.change("c", on: "2026-01-03", 30, in: .eur, cause: "started")
    func rows(_ dimension: Dimension, _ values: Set<String>) -> [Int] {
      history.columns.rows(where: RowFilter(accepted: [dimension: values])).indices
    }
    #expect(rows(.country, ["SE"]) == [0] && rows(.country, ["SE", ""]) == [0, 2])
    #expect(rows(.source, ["ads"]) == [0] && rows(.metadata("team"), ["red"]) == [0])
    #expect(rows(.metadata("nobody"), ["red"]) == [] && rows(.country, ["XX"]) == [])
    #expect(rows(.plan, ["prod_1"]) == [1] && rows(.interval, ["year"]) == [1])
    #expect(rows(.price, ["basic"]) == [0, 2] && rows(.currency, ["eur"]) == [2])
    #expect(rows(.cause, ["started"]) == [2] && history.columns.metadataKeys == ["team"])
    let groups = history.columns.groups(of: history.all, by: .country)
    #expect(groups.map(\.value) == ["", "SE", "DE"] && groups.map(\.rows.indices) == [[2], [0], [1]])
    history.describe("a", CustomerTraits(country: "NO"))
    #expect(rows(.country, ["SE"]) == [] && rows(.metadata("team"), ["red"]) == [])
    #expect(history.columns.values(of: .country).contains("NO"))
  }

  @Test("Test clocks are left out unless asked for, and what was recorded later is not in an older report")
  func conditions() {
    var history = History()
    let first = History.day("2026-01-01").start(in: .utc)
    history.change("a", at: first, millionths: [5], in: .usd, price: "p", recorded: first)
    history.change(
      "b", at: first, millionths: [6], in: .usd, price: "p", recorded: first.adding(seconds: 100))
    history.change("t", at: first, millionths: [7], in: .usd, price: "p", onTestClock: true)
    #expect(history.all.indices == [0, 1] && history.columns.allRows.count == 3)
    #expect(history.columns.rows(where: RowFilter(includesTestClocks: true)).count == 3)
    #expect(history.columns.rows(where: RowFilter(recordedThrough: first)).indices == [0])
  }

  @Test("Days and steps are those of the zone, half-open")
  func zones() throws {
    let zone = try #require(Zone(identifier: "America/Los_Angeles"))
    var history = History(zone: zone)
    let midnight = History.day("2026-02-01").start(in: zone)
    history.change("a", at: midnight.adding(seconds: -1), millionths: [5], in: .usd, price: "p")
    history.change("b", at: midnight, millionths: [7], in: .usd, price: "p")
    let table = history.columns.activityView(in: history.months("2026-01", "2026-02"), of: history.all)
    #expect(table.closings == [[5], [12]])
    #expect(history.columns.span?.first == History.day("2026-01-31"))
    let quarter = try #require(
      Timeline(.quarter, from: History.day("2026-02-10"), through: History.day("2026-12-31")))
    #expect(quarter.periods.map(\.first.isoText) == ["2026-01-01", "2026-04-01", "2026-07-01", "2026-10-01"])
    let weeks = try #require(
      Timeline(.week, from: History.day("2026-02-04"), through: History.day("2026-02-09")))
    #expect(weeks.periods.map(\.first.isoText) == ["2026-02-02", "2026-02-09"])
    #expect(weeks.isPartial(0, on: History.day("2026-02-04")) && weeks.periods[0].days == 7)
    #expect(Timeline(.day, from: .first, through: .last) == nil)
    #expect(Timeline(.year, from: History.day("2026-02-04"), through: History.day("2026-02-03")) == nil)
  }

  @Test("A snapshot brings back the same columns, and goes on from there")
  func snapshot() throws {
    var history = randomHistory(seed: 11, facts: 400)
    var read = try MovementColumns(snapshot: history.columns.snapshot())
    #expect(read.snapshot() == history.columns.snapshot() && read.count == history.columns.count)
    history.change("another", on: "2027-01-01", 5)
    read.append(history.movements.suffix(1))
    #expect(read.snapshot() == history.columns.snapshot())
    #expect(try MovementColumns(snapshot: MovementColumns(zone: .utc).snapshot()).count == 0)
  }

  @Test("A snapshot with any byte changed, cut short or of another version is refused")
  func damagedSnapshots() {
    let bytes = randomHistory(seed: 12, facts: 30).columns.snapshot()
    for place in bytes.indices {
      var damaged = bytes
      damaged[place] ^= 1 << UInt8(place % 8)
      #expect(throws: SnapshotDefect.self) { try MovementColumns(snapshot: damaged) }
    }
    for length in stride(from: 0, to: bytes.count, by: 7) {
      #expect(throws: SnapshotDefect.self) { try MovementColumns(snapshot: Array(bytes.prefix(length))) }
    }
    var old = bytes
    old[8] = 9
    #expect(throws: SnapshotDefect.otherVersion(9)) { try MovementColumns(snapshot: old) }
    #expect(throws: SnapshotDefect.notASnapshot) { try MovementColumns(snapshot: Array("hello".utf8)) }
  }

  @Test("A history from the year 1 to the year 9999 is kept whole, in a snapshot too")
  func wide() throws {
    var history = History()
    history.change("a", on: "0001-01-01", 1)
    history.change("b", on: "9999-12-31", 2)
    history.change("c", on: "2026-01-01", 3)
    let effective = (0..<3).map { history.columns.row($0).effective.isoText.prefix(4) }
    #expect(effective == ["0001", "2026", "9999"])
    let read = try MovementColumns(snapshot: history.columns.snapshot())
    #expect((0..<3).map { read.row($0) } == (0..<3).map { history.columns.row($0) })
  }

  @Test("More rows than one chunk holds, some of them late, keep their order")
  func chunks() {
    var columns = MovementColumns(zone: .utc)
    let payer = columns.payer(CustomerID("a"), in: .usd)
    let (item, price, cause) = (columns.item(.init("i")), columns.price(.init("p")), columns.cause("c"))
    let subscription = columns.subscription(.init("s"))
    func row(_ position: Int64, _ seconds: Int64) -> MovementRow {
      MovementRow(
        position: position, payer: payer, subscription: subscription, item: item, price: price,
        kind: .expansion, cause: cause, delta: 1, customers: 0, onTestClock: false,
        effective: Instant(seconds: seconds), recorded: Instant(seconds: seconds))
    }
    columns.append(rows: (0..<140_000).map { row(Int64($0), Int64($0 * 2)) })
    columns.append(rows: [row(200_000, 2 * 65_536 - 1), row(200_001, 11)])
    columns.append(rows: [row(200_002, 5)])
    let effective = (0..<columns.count).map { columns.row($0).effective }
    #expect(effective == effective.sorted() && columns.count == 140_003)
    #expect(columns.levels(before: .last, of: columns.allRows) == [140_003])
    #expect(columns.row(3).position == 200_002 && columns.row(7).position == 200_001)
  }
}
