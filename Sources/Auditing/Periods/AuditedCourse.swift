import Notation
import Storage

/// The stretches of time in which a contract's periods were billed and counted from one anchor, as its facts
/// tell it: a trial is over, a day or an interval became another one, a pause came and went.
struct AuditedCourse {
  struct Stretch: Hashable {
    let from: Int64
    let cycle: AuditedCycle
    /// Nil for the one that goes on, or that ended with the contract.
    var until: Int64?
  }

  private(set) var stretches: [Stretch] = []
  /// Whether the contract began before it was made.
  private(set) var isBackdated = false
  /// Whether it is on trial or paused at the fact that was read last.
  private var isWaiting = false

  /// A fact of a contract: what it says, and from when on it holds.
  typealias Told = (payload: JSON?, effective: Int64)

  static func facts(of subscription: String, _ rows: any Connection) throws -> [Told] {
    try rows.query(
      "SELECT payload, effective FROM fact WHERE subject = :subject ORDER BY stamp, position",
      ["subject": subscription]
    ) { (payload: parsed(try $0.text("payload")), effective: try $0.integer("effective")) }
  }

  private let item: String
  private let zone: AuditedZone

  /// The stretches of one item, whose interval may be its own.
  init(of item: String, _ facts: [Told], _ zone: AuditedZone?) {
    self.item = item
    self.zone = zone ?? .utc
    var state = JSONObject()
    for fact in facts {
      if case .object(let first)? = fact.payload?["state"] { state = first }
      let number = firstNumber(.object(state))
      if case .object(let after)? = fact.payload?["after"] {
        for (key, value) in after { state[key] = value }
      }
      // Begun anew in the second in which it began: its revisions go on counting.
      let isRestart = number.map { $0 < firstNumber(.object(state)) ?? 0 } ?? false
      note(.object(state), at: fact.effective, isRestart: isRestart)
    }
  }

  private func own(_ state: JSON) -> JSON? {
    state["items"]?.array?.first { $0["id"]?.string == item }
  }

  private func firstNumber(_ state: JSON) -> Int64? {
    own(state)?.at(["revisions", 0, "number"])?.integer
  }

  private mutating func note(_ state: JSON, at instant: Int64, isRestart: Bool) {
    let status = state["status"]?.string ?? ""
    if status == "trialing" || status == "paused" {
      isWaiting = true
      return close(at: instant)
    }
    // What ends bills nothing any more, and nothing at all where it was only tried.
    guard !["canceled", "incomplete_expired"].contains(status) else { return }
    guard let anchor = state["cycleAnchor"]?.integer, let start = state["startDate"]?.integer,
      let counted = own(state)?["cadence"] ?? state["cadence"],
      let cadence = AuditedCadence(
        unit: counted["unit"]?.string ?? "", count: counted["count"]?.integer ?? 0)
    else { return }
    guard let last = stretches.last else {
      isBackdated = state["created"]?.integer.map { $0 > start } ?? false
      return open(from: isWaiting ? instant : start, anchor, cadence)
    }
    if last.until != nil {
      open(from: instant, anchor, cadence)
    } else if last.cycle.anchor != anchor || (last.cycle.cadence == cadence && isRestart) {
      close(at: anchor)
      open(from: anchor, anchor, cadence)
    } else if last.cycle.cadence != cadence {
      close(at: instant)
      open(from: instant, anchor, cadence)
    }
  }

  private mutating func open(from: Int64, _ anchor: Int64, _ cadence: AuditedCadence) {
    stretches.append(
      Stretch(from: from, cycle: AuditedCycle(anchor: anchor, cadence: cadence, zone: zone)))
  }

  private mutating func close(at instant: Int64) {
    guard let last = stretches.indices.last, stretches[last].until == nil else { return }
    stretches[last].until = instant
  }

  /// Whether a whole period may be billed beyond those that must be: it began in the second in which another
  /// anchor took over.
  func mayBill(from start: Int64, to end: Int64) -> Bool {
    stretches.contains { stretch in
      guard stretch.until == start else { return false }
      let number = stretch.cycle.firstBoundary(notBefore: start)
      return stretch.cycle.boundary(number) == start && stretch.cycle.boundary(number + 1) == end
    }
  }

  /// The whole periods that must be billed of an item that has been there since `joined`, up to the one that
  /// starts at `current`.
  func periods(since joined: Int64, through current: Int64) -> [(start: Int64, end: Int64)] {
    stretches.flatMap { stretch -> [(start: Int64, end: Int64)] in
      var found: [(start: Int64, end: Int64)] = []
      var number = stretch.cycle.firstBoundary(notBefore: max(stretch.from, joined))
      while true {
        let start = stretch.cycle.boundary(number)
        guard stretch.until.map({ start < $0 }) ?? (start <= current) else { return found }
        found.append((start, stretch.cycle.boundary(number + 1)))
        number += 1
      }
    }
  }
}
