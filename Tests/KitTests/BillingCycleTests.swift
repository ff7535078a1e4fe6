import Chronology
import Foundation
import Identity
import Testing

@Suite("Billing cycles")
struct BillingCycleTests {
  private func boundaries(
    _ anchor: String, _ cadence: Cadence, _ range: ClosedRange<Int>, zone: Zone = .utc
  ) -> String {
    let cycle = BillingCycle(anchor: Instant(iso: anchor)!, cadence: cadence, zone: zone)
    return range.map { cycle.boundary($0).isoText }.joined(separator: "\n")
  }

  @Test("A cycle from January 31 bills on the last day of shorter months and returns to the 31st")
  func lastOfMonth() {
    #expect(
      boundaries("2027-12-31T10:20:30Z", .monthly, -1...4) == """
        2027-11-30T10:20:30Z
        2027-12-31T10:20:30Z
        2028-01-31T10:20:30Z
        2028-02-29T10:20:30Z
        2028-03-31T10:20:30Z
        2028-04-30T10:20:30Z
        """)
    #expect(
      boundaries("2024-02-29", .yearly, 0...4) == """
        2024-02-29T00:00:00Z
        2025-02-28T00:00:00Z
        2026-02-28T00:00:00Z
        2027-02-28T00:00:00Z
        2028-02-29T00:00:00Z
        """)
  }

  @Test("Every anchor date from 1999 to 2040, at every cadence, steps as Python's calendar does")
  func everyAnchor() throws {
    let counts: [(Cadence.Unit, [Int])] = [
      (.day, [1, 2, 3, 6, 7, 12, 30, 90]), (.week, [1, 2, 3, 4, 6, 12, 52]),
      (.month, [1, 2, 3, 4, 6, 12, 18, 24, 36]), (.year, [1, 2, 3, 5, 6, 12]),
    ]
    let cadences = counts.flatMap { unit, counts in counts.map { Cadence.every($0, unit) } }
    let steps = cadences.map { $0 == .monthly ? -3...26 : -3...13 }
    let years = 1999...2040
    let arguments = zip(cadences, steps).map { "\($0.unit):\($0.count):\($1.lowerBound):\($1.upperBound)" }
    let expected = try Oracle.integers("cycles", ["\(years.lowerBound)", "\(years.upperBound)"] + arguments)
    var place = 0
    for (cadence, steps) in zip(cadences, steps) {
      for cycle in everyCycle(cadence, years) {
        for n in steps {
          let boundary = cycle.boundary(n)
          guard place < expected.count, boundary.seconds == expected[place] else {
            let truth = place < expected.count ? Instant(seconds: expected[place]).isoText : "nothing"
            Issue.record("\(cadence) from \(cycle.anchor), boundary \(n): \(boundary), Python says \(truth)")
            return
          }
          place += 1
        }
      }
    }
    #expect(place == expected.count)
  }

  /// One cycle from each date, at a time of day that differs from date to date; `cycles.py` knows the
  /// formula.
  private func everyCycle(_ cadence: Cadence, _ years: ClosedRange<Int>) -> some Sequence<BillingCycle> {
    let first = Day(year: years.lowerBound, month: 1, day: 1)!
    let last = Day(year: years.upperBound, month: 12, day: 31)!
    return (0...(last - first)).lazy.map { offset in
      let day = first.adding(days: offset)
      let time = (day.day * 7919 + day.month * 104_729 + day.year * 31) % 86_400
      return BillingCycle(anchor: day.start(in: .utc).adding(seconds: Int64(time)), cadence: cadence)
    }
  }

  @Test("Periods tile time: each instant lies in the one period that its index names")
  func tiling() {
    let seed = Oracle.seed
    var randomness = SeededRandomness(seed: seed)
    let zones = ["UTC", "Europe/Stockholm", "America/St_Johns", "Australia/Lord_Howe", "Pacific/Apia"]
    for _ in 0..<20_000 {
      let zone = Zone(identifier: randomness.pick(zones))!
      let cadence = Cadence.every(randomness.next(in: 1..<14), randomness.pick(Cadence.Unit.allCases))
      let anchor = Instant(seconds: Int64(randomness.next(in: 0..<2_500_000_000)))
      let cycle = BillingCycle(anchor: anchor, cadence: cadence, zone: zone)
      let n = randomness.next(in: -100..<100)
      let period = cycle.period(n)
      let inside = period.start.adding(seconds: Int64(randomness.next(in: 0..<Int(period.lengthSeconds))))
      let tiles =
        period.start < period.end && cycle.index(containing: period.start) == n
        && cycle.index(containing: inside) == n && cycle.period(containing: inside) == period
        && cycle.index(containing: period.start.adding(seconds: -1)) == n - 1
        && cycle.boundary(0) == anchor && cycle.period(n + 1).start == period.end
      guard tiles else {
        Issue.record("seed \(seed): \(cadence) from \(anchor) in \(zone), period \(n): \(period)")
        return
      }
    }
  }

  @Test("At the ends of the calendar a cycle stops, and never traps")
  func ends() {
    for unit in Cadence.Unit.allCases {
      for count in [1, 10_000] {
        for zone in [Zone.utc, Zone(identifier: "Europe/Stockholm")!, Zone(identifier: "Asia/Tokyo")!] {
          for anchor in [Instant.distantPast, Instant(seconds: 0), .distantFuture] {
            let cycle = BillingCycle(anchor: anchor, cadence: .every(count, unit), zone: zone)
            #expect(cycle.boundary(.max) == .distantFuture && cycle.boundary(.min) == .distantPast)
            #expect(cycle.period(.max).isEmpty && cycle.boundary(0) == anchor)
            for instant in [Instant.distantPast, .distantFuture] {
              let n = cycle.index(containing: instant)
              #expect(cycle.boundary(n) <= instant && cycle.boundary(n + 1) >= instant)
            }
          }
        }
      }
    }
  }

  @Test("A cycle keeps its local time of day over a change of the clocks")
  func daylightSaving() {
    let stockholm = Zone(identifier: "Europe/Stockholm")!
    #expect(
      boundaries("2026-02-28T23:00:00Z", .monthly, 0...2, zone: stockholm) == """
        2026-02-28T23:00:00Z
        2026-03-31T22:00:00Z
        2026-04-30T22:00:00Z
        """)
    // 02:30 does not exist on 2026-03-29 and comes twice on 2026-10-25.
    #expect(
      boundaries("2026-03-28T01:30:00Z", .daily, 0...2, zone: stockholm) == """
        2026-03-28T01:30:00Z
        2026-03-29T01:00:00Z
        2026-03-30T00:30:00Z
        """)
    #expect(
      boundaries("2026-10-24T00:30:00Z", .daily, 0...2, zone: stockholm) == """
        2026-10-24T00:30:00Z
        2026-10-25T00:30:00Z
        2026-10-26T01:30:00Z
        """)
    // An anchor at the second 02:30 stays where it is.
    #expect(
      boundaries("2026-10-25T01:30:00Z", .daily, 0...1, zone: stockholm) == """
        2026-10-25T01:30:00Z
        2026-10-26T01:30:00Z
        """)
  }

  @Test("Daily periods stay apart over the day that Samoa skipped")
  func skippedDay() {
    #expect(
      boundaries("2011-12-29T10:00:00Z", .daily, 0...2, zone: Zone(identifier: "Pacific/Apia")!) == """
        2011-12-29T10:00:00Z
        2011-12-30T09:59:59Z
        2011-12-30T10:00:00Z
        """)
  }

  @Test("A cycle survives storage")
  func stored() throws {
    let cycle = BillingCycle(
      anchor: Instant(seconds: 1), cadence: .monthly, zone: Zone(identifier: "Asia/Tokyo")!)
    let data = try JSONEncoder().encode(cycle)
    #expect(try JSONDecoder().decode(BillingCycle.self, from: data) == cycle)
  }
}
