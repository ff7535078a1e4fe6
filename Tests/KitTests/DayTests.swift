import Chronology
import Foundation
import Testing

@Suite("Days and months")
struct DayTests {
  @Test("Every day from 0001 to 9999 has one date, counted like Python and written back the same")
  func everyDay() {
    var number = Day.first.number
    var weekday = 1
    for year in 1...9999 {
      for month in 1...12 {
        for day in [1, 28, Day.daysInMonth(year: year, month: month)] {
          let date = Day(year: year, month: month, day: day)!
          let agrees =
            date.number == number + Int32(day - 1) && date.year == year && date.month == month
            && date.day == day && date.weekday.rawValue == (weekday + day - 2) % 7 + 1
          guard agrees else {
            Issue.record("\(year)-\(month)-\(day) is \(date), number \(date.number)")
            return
          }
        }
        number += Int32(Day.daysInMonth(year: year, month: month))
        weekday = (weekday + Day.daysInMonth(year: year, month: month) - 1) % 7 + 1
      }
    }
    // 0001-01-01 was a Monday, and Python's `date.max.toordinal()` is 3652059.
    #expect(Day.last.number - Day.first.number + 1 == 3_652_059)
    #expect(number == Day.last.number + 1)
  }

  @Test("Dates that do not exist are no days")
  func missing() {
    let wrong = [
      "2026-02-29", "2026-02-30", "1900-02-29", "2026-00-01", "2026-13-01", "2026-04-31", "2026-04-00",
      "0000-01-01", "2026-4-1", "26-04-01", "2026-04-01T", "2026/04/01", "+026-04-01", "2026-04-0１", "",
    ]
    for text in wrong { #expect(Day(iso: text) == nil, "\(text)") }
    for text in ["2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31"] {
      #expect(Day(iso: text)?.isoText == text)
    }
    #expect(Day(year: 10_000, month: 1, day: 1) == nil && Day(year: .max, month: .min, day: 0) == nil)
  }

  @Test("A month later is the same day of the month, or its last")
  func months() {
    let table = [
      ("2026-01-31", 1, "2026-02-28"), ("2024-01-31", 1, "2024-02-29"), ("2026-01-31", 2, "2026-03-31"),
      ("2026-03-31", -1, "2026-02-28"), ("2024-02-29", 12, "2025-02-28"), ("2024-02-29", 48, "2028-02-29"),
      ("2026-12-15", 1, "2027-01-15"), ("2026-01-15", -1, "2025-12-15"), ("9999-12-31", 1, "9999-12-31"),
      ("0001-01-01", -1, "0001-01-01"), ("2026-01-01", .max, "9999-12-31"),
      ("2026-01-01", .min, "0001-01-01"),
    ]
    for (day, months, expected) in table {
      #expect(Day(iso: day)!.adding(months: months).isoText == expected, "\(day) + \(months)")
    }
  }

  @Test("Days add, subtract, and stop at the calendar's ends")
  func arithmetic() {
    let day = Day(iso: "2026-04-01")!
    #expect(day.adding(days: 30).isoText == "2026-05-01" && day.weekday == .wednesday)
    #expect(Day(iso: "2026-05-01")! - day == 30 && day.adding(days: -1) < day)
    #expect(day.adding(days: .max) == .last && day.adding(days: .min) == .first)
    #expect(Day(iso: "2026-04-17")!.firstOfMonth == day)
    #expect(Day.daysInMonth(year: 2100, month: 2) == 28)
  }

  @Test("A month knows its days, its neighbours and its period")
  func month() {
    let february = Month(iso: "2024-02")!
    #expect(february.dayCount == 29 && february.lastDay.isoText == "2024-02-29")
    #expect(
      february.adding(months: -2).isoText == "2023-12" && february.adding(months: 11).isoText == "2025-01")
    #expect(Month(year: 2025, month: 1) - february == 11 && february < february.adding(months: 1))
    #expect(february.period(in: .utc).lengthSeconds == 29 * 86_400)
    #expect(Month(containing: Instant(iso: "2024-02-29T23:59:59Z")!, in: .utc) == february)
    let stockholm = Zone(identifier: "Europe/Stockholm")!
    #expect(Month(containing: Instant(iso: "2024-02-29T23:00:00Z")!, in: stockholm).isoText == "2024-03")
    #expect(Month(year: 2024, month: 3).period(in: stockholm).lengthSeconds == (31 * 24 - 1) * 3600)
    #expect(february.adding(months: .max).isoText == "9999-12")
    for text in ["2024-2", "2024-13", "2024-02-01", "2024", ""] { #expect(Month(iso: text) == nil) }
  }

  @Test("Days and months are stored as their text")
  func stored() throws {
    let data = try JSONEncoder().encode([Day(iso: "2026-04-01")!])
    #expect(String(decoding: data, as: UTF8.self) == #"["2026-04-01"]"#)
    #expect(try JSONDecoder().decode([Day].self, from: data) == [Day(iso: "2026-04-01")!])
    let months = try JSONEncoder().encode([Month(iso: "2026-04")!])
    #expect(try JSONDecoder().decode([Month].self, from: months) == [Month(iso: "2026-04")!])
    #expect(throws: DecodingError.self) { try JSONDecoder().decode([Month].self, from: data) }
    #expect(throws: DecodingError.self) { try JSONDecoder().decode([Day].self, from: months) }
  }
}
