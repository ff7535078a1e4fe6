import Chronology
import Foundation
import Identity
import Testing

/// Zones against Python's `zoneinfo`, which reads the system's time-zone database; ours is Foundation's own
/// copy.
///
/// Every name with a slash that Python knows is compared, none is left out. Names without one (`Japan`,
/// `EST`, `CET`, ...) are old aliases that `Zone` refuses. The decade 2010 to 2019 is compared whatever the
/// versions of the two databases are. From 1970 and beyond 2026 they are compared where the versions are
/// equal; else up to the year of the older one, as a newer one may know of later laws. Before 1970 the
/// database itself promises nothing, and builds of it differ (93 zones did, between Foundation's and
/// Debian's 2025b).
@Suite("Time zones")
struct ZoneTests {
  private static let python = Result { try Oracle.lines("zones", ["names"]) }

  private func zones() throws -> [Zone] {
    let names = try ZoneTests.python.get().dropFirst()
    let zones = names.compactMap { Zone(identifier: $0) }
    let unknown = names.filter { Zone(identifier: $0) == nil }
    #expect(unknown.isEmpty, "zones that Python knows and we do not: \(unknown)")
    #expect(zones.count > 500)
    return zones
  }

  /// Compares boundaries from each local anchor in each zone, in the oracle's order.
  private func compare(_ cadence: Cadence, _ anchors: [(local: String, steps: Int)]) throws {
    let versions = "system \(try ZoneTests.python.get()[0]), Foundation \(TimeZone.timeZoneDataVersion)"
    let zones = try zones()
    let arguments = anchors.flatMap { ["\(cadence.unit)", $0.local, "\($0.steps)"] }
    let expected = try Oracle.integers("zones", ["boundaries"] + arguments)
    #expect(expected.count == zones.count * anchors.map(\.steps).reduce(0, +))
    var place = 0
    for anchor in anchors {
      let local = Instant(iso: anchor.local + "Z")!.seconds
      for zone in zones {
        let cycle = BillingCycle(anchor: zone.instant(localSeconds: local), cadence: cadence, zone: zone)
        let wrong = (0..<anchor.steps).first { cycle.boundary($0).seconds != expected[place + $0] }
        if let wrong {
          let truth = Instant(seconds: expected[place + wrong])
          Issue.record(
            """
            \(zone), \(cadence) from \(anchor.local): boundary \(wrong) is \(cycle.boundary(wrong)), \
            Python says \(truth) (\(versions))
            """)
        }
        place += anchor.steps
      }
    }
  }

  @Test("Daily boundaries of ten years agree with Python in every zone, at hours when clocks change")
  func tenYears() throws {
    try compare(
      .daily,
      [("2009-12-28T00:00:00", 3_660), ("2009-12-28T01:30:00", 3_660), ("2009-12-28T02:30:00", 3_660)])
  }

  @Test("Monthly boundaries from 1970 to 9005 agree with Python in every zone")
  func longRun() throws {
    let system = try ZoneTests.python.get()[0]
    let foundation = TimeZone.timeZoneDataVersion
    if system == foundation {
      try compare(
        .monthly,
        [
          ("1970-01-31T02:30:00", 1_212), ("1970-01-30T23:59:59", 1_212), ("2489-12-31T00:30:00", 240),
          ("9000-01-31T01:30:00", 60),
        ])
    } else {
      let years = [system, foundation].compactMap { Int($0.prefix(4)) }
      let months = ((years.min() ?? 2020) - 1970) * 12
      print(
        "time zones: system \(system), Foundation \(foundation); comparing 1970 and \(months) months after")
      try compare(.monthly, [("1970-01-31T02:30:00", months), ("1970-01-30T23:59:59", months)])
    }
  }

  @Test("Only full names of the time-zone database are zones, and UTC is one")
  func names() throws {
    #expect(
      Zone(identifier: "UTC") == .utc
        && Zone(identifier: "Europe/Stockholm")?.identifier == "Europe/Stockholm")
    for text in [
      "", "PST", "EST", "GMT+3", "+02:00", "europe/stockholm", "Nowhere/City", "../etc/passwd", "Japan",
    ] {
      #expect(Zone(identifier: text) == nil, "\(text)")
    }
    let data = try JSONEncoder().encode([Zone.utc, Zone(identifier: "America/New_York")!])
    #expect(
      try JSONDecoder().decode([Zone].self, from: data).map(\.identifier) == ["UTC", "America/New_York"])
    #expect(Zone(identifier: "Asia/Kathmandu")!.offset(at: Instant(iso: "2026-04-01")!) == 20_700)
  }

  @Test("Days tile time in every zone, also where midnight is skipped or comes twice")
  func days() throws {
    let seed = Oracle.seed
    var randomness = SeededRandomness(seed: seed)
    for zone in try zones() {
      for _ in 0..<200 {
        let instant = Instant(seconds: Int64(randomness.next(in: 0..<3_000_000_000)))
        let day = Day(containing: instant, in: zone)
        let tiles = day.start(in: zone) <= instant && instant < day.adding(days: 1).start(in: zone)
        guard tiles else {
          Issue.record("seed \(seed): \(instant) in \(zone) is said to be \(day)")
          return
        }
        let month = Month(containing: instant, in: zone)
        #expect(month.period(in: zone).contains(instant), "seed \(seed): \(instant) in \(zone)")
      }
    }
  }

  @Test("Where a clock went back across midnight, the day that had begun goes on")
  func midnightTwice() {
    // In St. John's on 2010-11-07 at 00:01 the clock went back to 23:01 of the day before.
    let zone = Zone(identifier: "America/St_Johns")!
    let midnight = Day(iso: "2010-11-07")!.start(in: zone)
    #expect(midnight.isoText == "2010-11-07T02:30:00Z")
    #expect(Day(containing: midnight.adding(seconds: -1), in: zone).isoText == "2010-11-06")
    for minutes in [0, 1, 30, 60, 61] {
      #expect(
        Day(containing: midnight.adding(seconds: Int64(minutes * 60)), in: zone).isoText == "2010-11-07")
    }
  }
}
