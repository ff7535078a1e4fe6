import Chronology
import Foundation
import Testing

@Suite("Instants, periods and cadences")
struct InstantTests {
  @Test("Instants are read and written in UTC")
  func text() {
    let table: [(String, Int64, String)] = [
      ("1970-01-01", 0, "1970-01-01T00:00:00Z"),
      ("2026-04-01T10:00:00Z", 1_775_037_600, "2026-04-01T10:00:00Z"),
      ("1969-12-31T23:59:59Z", -1, "1969-12-31T23:59:59Z"),
      ("0001-01-01", Instant.distantPast.seconds, "0001-01-01T00:00:00Z"),
      ("9999-12-31T23:59:59Z", Instant.distantFuture.seconds, "9999-12-31T23:59:59Z"),
    ]
    for (written, seconds, text) in table {
      #expect(Instant(iso: written)?.seconds == seconds)
      #expect(Instant(seconds: seconds).isoText == text)
    }
    let wrong = [
      "", "2026-04-01T10:00:00", "2026-04-01 10:00:00Z", "2026-04-01T24:00:00Z", "2026-04-01T10:60:00Z",
      "2026-04-01T10:00:60Z", "2026-02-30T10:00:00Z", "2026-04-01T10:00:00+", "2026-04-01T10.00.00Z",
    ]
    for text in wrong { #expect(Instant(iso: text) == nil, "\(text)") }
  }

  @Test("Time stops at the years 0001 and 9999 and never wraps")
  func bounds() {
    #expect(Instant(seconds: .max) == .distantFuture && Instant(seconds: .min) == .distantPast)
    #expect(Instant(exactly: .max) == nil && Instant(exactly: 5)?.seconds == 5)
    #expect(Instant.distantFuture.adding(seconds: 1) == .distantFuture)
    #expect(Instant.distantPast.adding(seconds: .min) == .distantPast)
    #expect(Instant.distantFuture.adding(seconds: .max) == .distantFuture)
    #expect(Instant(seconds: 100).adding(seconds: -101).seconds == -1)
    #expect(Instant(seconds: 100) - Instant(seconds: 40) == 60)
  }

  @Test("A period includes its start and not its end")
  func periods() {
    func instant(_ seconds: Int64) -> Instant { Instant(seconds: seconds) }
    let period = Period(start: instant(10), end: instant(20))
    #expect(period.contains(instant(10)) && period.contains(instant(19)) && !period.contains(instant(20)))
    #expect(period.lengthSeconds == 10 && !period.isEmpty)
    #expect(Period(start: instant(5), end: instant(5)).isEmpty)
    #expect(!Period(start: instant(5), end: instant(5)).contains(instant(5)))
    #expect(
      period.intersection(Period(start: instant(15), end: instant(30)))
        == Period(start: instant(15), end: instant(20)))
    #expect(period.intersection(Period(start: instant(20), end: instant(30))) == nil)
    let parts = period.split(at: instant(13))
    #expect(parts.before.end == instant(13) && parts.after.start == instant(13))
    #expect(parts.before.lengthSeconds + parts.after.lengthSeconds == period.lengthSeconds)
    #expect(period.split(at: instant(20)).after.isEmpty)
  }

  @Test("A period cannot end before it starts, nor be split outside itself")
  func faults() async {
    await #expect(processExitsWith: .failure) {
      print(Period(start: Instant(seconds: 1), end: Instant(seconds: 0)))
    }
    await #expect(processExitsWith: .failure) {
      print(Period(start: Instant(seconds: 0), end: Instant(seconds: 1)).split(at: Instant(seconds: 2)))
    }
    await #expect(processExitsWith: .failure) { print(Cadence.every(0, .month)) }
  }

  @Test("A cadence is a positive number of days, weeks, months or years")
  func cadences() {
    #expect(Cadence(unit: .month, count: 3)?.description == "every 3 months")
    #expect(Cadence.yearly.description == "every year" && Cadence(unit: .month) == .monthly)
    for count in [0, -1, 10_001, .max, .min] { #expect(Cadence(unit: .day, count: count) == nil) }
  }

  @Test("Instants, periods and cadences are stored in plain shapes, and broken ones are not read")
  func stored() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    func text(_ value: some Encodable) throws -> String {
      String(decoding: try encoder.encode(value), as: UTF8.self)
    }
    func read<Value: Decodable>(_ type: Value.Type, _ text: String) throws -> Value {
      try JSONDecoder().decode(type, from: Data(text.utf8))
    }
    let period = Period(start: Instant(seconds: -5), end: Instant(seconds: 9))
    #expect(try text(period) == #"{"end":9,"start":-5}"#)
    #expect(try read(Period.self, #"{"end":9,"start":-5}"#) == period)
    #expect(try text(Cadence.every(3, .month)) == #"{"count":3,"unit":"month"}"#)
    #expect(try read(Cadence.self, #"{"count":3,"unit":"month"}"#) == .every(3, .month))
    #expect(throws: DecodingError.self) { try read(Period.self, #"{"end":-9,"start":-5}"#) }
    #expect(throws: DecodingError.self) { try read(Cadence.self, #"{"count":0,"unit":"month"}"#) }
    #expect(throws: DecodingError.self) { try read([Instant].self, "[99999999999999]") }
  }
}
