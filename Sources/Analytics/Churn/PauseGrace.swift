/// Customers who paused and are not lost yet.
///
/// Source: the default of `docs/analytics.md`, a customer who pauses has not left for ninety days; what they
/// brought is out of recurring revenue from the first of them.
struct PauseGrace<Note> {
  private struct Pause {
    let customer: UInt32
    let end: Int32
    let note: Note
  }

  /// In the order they end, because they began so. What is no longer in `open` was ended.
  private var pauses: [Pause] = []
  private var next = 0
  private var open: [UInt32: Int32] = [:]

  /// A customer who pays nothing any more, by a pause on this day, which is no earlier than the last one's.
  mutating func begin(_ customer: UInt32, on day: Int32, _ note: Note) {
    let end = day &+ PauseDays.grace
    open[customer] = end
    pauses.append(Pause(customer: customer, end: end, note: note))
  }

  /// A customer who pays again; whether the grace ran.
  mutating func end(_ customer: UInt32) -> Bool {
    open.isEmpty ? false : open.removeValue(forKey: customer) != nil
  }

  /// Hands out who is lost on the days up to this one, each on the day the grace was over.
  mutating func run(out day: Int32, _ body: (UInt32, Int32, Note) -> Void) {
    while next < pauses.count, pauses[next].end <= day {
      let pause = pauses[next]
      next += 1
      guard open[pause.customer] == pause.end else { continue }
      open.removeValue(forKey: pause.customer)
      body(pause.customer, pause.end, pause.note)
    }
  }
}

/// How long a pause is no loss of a customer.
public enum PauseDays {
  public static let grace: Int32 = 90
}
