import Chronology
import Foundation
import Notation

/// What our own JSON and calendar do against Foundation's, on the same input and for the same results.
enum Kit {
  static func measure() throws {
    let document = Array(Self.document.utf8)
    try compare("json-parse", per: "document", "JSONSerialization", expecting: 7) {
      Int(try JSON(parsing: document)["state"]?["metadata"]?["seats"]?.integer ?? 0)
    } baseline: {
      let object = try JSONSerialization.jsonObject(with: Data(document)) as? [String: Any]
      let state = object?["state"] as? [String: Any]
      return ((state?["metadata"] as? [String: Any])?["seats"] as? NSNumber)?.intValue ?? 0
    }
    let sample = Sample()
    let size = try JSON(encoding: sample).utf8.count
    let encoder = JSONEncoder()
    try compare("json-encode", per: "document", "JSONEncoder", expecting: size) {
      try JSON(encoding: sample).utf8.count
    } baseline: {
      try encoder.encode(sample).count
    }
    try months()
  }

  /// The 500th month after a January 31, in a zone with summer time.
  private static func months() throws {
    guard let zone = Zone(identifier: "Europe/Berlin"), let timeZone = TimeZone(identifier: "Europe/Berlin")
    else { return }
    let anchor = Instant(seconds: 1_769_860_800)
    let cycle = BillingCycle(anchor: anchor, cadence: .every(1, .month), zone: zone)
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = timeZone
    let start = Date(timeIntervalSince1970: TimeInterval(anchor.seconds))
    let expected = Int(cycle.boundary(500).seconds)
    try compare("calendar-month", per: "step", "Calendar", expecting: expected) {
      Int(cycle.boundary(500).seconds)
    } baseline: {
      Int(calendar.date(byAdding: .month, value: 500, to: start)!.timeIntervalSince1970)
    }
  }

  /// Prints both rates; results that differ would make them worthless, so they end the program.
  private static func compare(
    _ name: String, per unit: String, _ baseline: String, expecting expected: Int,
    ours: () throws -> Int, baseline theirs: () throws -> Int
  ) throws {
    let (rate, cpu) = try measure(expected, ours)
    let (baselineRate, _) = try measure(expected, theirs)
    print(
      #"{"name": "\#(name)", "unit": "\#(unit)s/s", "value": \#(rate), "baseline": "\#(baseline)", "#
        + #""baseline_value": \#(baselineRate), "cpu_seconds": \#(cpu)}"#)
  }

  /// Rounds a second for about a second, and the CPU seconds they took.
  private static func measure(_ expected: Int, _ work: () throws -> Int) throws -> (rate: Double, cpu: Double)
  {
    let clock = ContinuousClock()
    let cpu = processorSeconds()
    let start = clock.now
    var count = 0.0
    while start.duration(to: clock.now) < .seconds(1) {
      for _ in 0..<100 {
        let result = try work()
        precondition(result == expected, "two ways of the same work must agree: \(result), \(expected)")
      }
      count += 100
    }
    return (count / (start.duration(to: clock.now) / .seconds(1)), processorSeconds() - cpu)
  }

  private static func processorSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  private static let document = """
    {"state":{"id":"in_1","customer":"cus_1","subscription":"sub_1","currency":"usd","status":"draft",\
    "billedTo":{"name":"Acme","email":"billing@acme.example","address":{"line1":"1 Rue de l’Été",\
    "city":"Genève","postalCode":"1201","country":"CH"},"taxExemption":"reverse"},\
    "period":{"start":1775001600,"end":1777593600},"created":1775001608,"subtotal":1000,"total":1000,\
    "startingBalance":0,"amountDue":0,"amountPaid":0,"attemptCount":0,"attempted":false,"autoAdvance":true,\
    "description":"thank you","metadata":{"seats":7}},"lines":[{"id":"il_1","invoice":"in_1","place":0}]}
    """

  private struct Sample: Encodable {
    struct Line: Encodable {
      var id = "il_0001"
      var invoice = "in_0001"
      var amount: Int64 = 1_900
      var currency = "eur"
      var quantity = 2
    }

    var id = "in_0001"
    var customer = "cus_0001"
    var status = "draft"
    var created: Int64 = 1_775_001_608
    var attempted = false
    var total: Int64 = 3_800
    var lines = [Line(), Line()]
  }
}
