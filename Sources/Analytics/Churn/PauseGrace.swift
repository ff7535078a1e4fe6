/// Customers who paused and are not lost yet.
///
/// Source: the default of `docs/analytics.md`, a customer who pauses has not left for ninety days, or until
/// the last of its paused contracts ends; what they brought is out of recurring revenue from the first day.
struct PauseGrace<Note: Sendable>: Sendable {
  private struct Pause {
    let customer: UInt32
    let end: Int32
    let note: Note
  }

  /// In the order they end, because they began so. What is no longer in `open` was ended.
  private var pauses: [Pause] = []
  private var next = 0
  /// The places in `pauses` of those that run.
  private var open: [UInt32: Int] = [:]
  /// The contracts that stand still, by their customers.
  private var paused: [UInt32: Set<UInt32>] = [:]

  /// Takes up what a row says of its contract: it stands still, goes on, or ended while it stood still.
  @inline(__always)
  mutating func note(_ view: ChunkView, _ index: Int, of customer: UInt32) {
    guard view.kind[index] >= UInt8(RunningLevel.firstPause) || view.delta[index] == 0 else { return }
    note(view.subscription[index], isPaused: view.kind[index] == MovementKind.paused.code, of: customer)
  }

  @inline(never)
  private mutating func note(_ contract: UInt32, isPaused: Bool, of customer: UInt32) {
    if isPaused {
      paused[customer, default: []].insert(contract)
    } else {
      paused[customer]?.remove(contract)
    }
  }

  /// A customer who pays nothing any more, by a pause on this day, which is no earlier than the last one's.
  mutating func begin(_ customer: UInt32, on day: Int32, _ note: Note) {
    open[customer] = pauses.count
    pauses.append(Pause(customer: customer, end: day &+ PauseDays.grace, note: note))
  }

  /// A customer who pays again; whether the grace ran.
  mutating func end(_ customer: UInt32) -> Bool {
    open.isEmpty ? false : open.removeValue(forKey: customer) != nil
  }

  /// A customer one of whose paused contracts ended: what was noted of it, if it was the last one and the
  /// grace ran.
  mutating func lose(_ customer: UInt32) -> Note? {
    guard paused[customer]?.isEmpty != false, let place = open.removeValue(forKey: customer) else {
      return nil
    }
    return pauses[place].note
  }

  /// Who paused and is not lost yet.
  var customers: some Sequence<UInt32> { open.keys }

  /// Hands out who is lost on the days up to this one, each on the day the grace was over.
  mutating func run(out day: Int32, _ body: (UInt32, Int32, Note) -> Void) {
    while next < pauses.count, pauses[next].end <= day {
      let (place, pause) = (next, pauses[next])
      next += 1
      guard open[pause.customer] == place else { continue }
      open.removeValue(forKey: pause.customer)
      body(pause.customer, pause.end, pause.note)
    }
  }
}

/// How long a pause is no loss of a customer.
public enum PauseDays {
  public static let grace: Int32 = 90
}
