import Chronology

/// What one payer did in one step: the level before it and at its end.
struct PayerPeriod {
  let payer: Int
  let period: Int
  /// The step of the payer's first movement; -1 is before the first step.
  let firstPeriod: Int
  let opening: Int64
  let closing: Int64
  /// Whether the payer has had something before: at the end of an earlier step, or at any time.
  let hasPaid: Bool
  /// What pauses and their ends moved of it.
  let paused: Int64

  var delta: Int64 { closing &- opening }
  var customers: Int64 { (closing > 0 ? 1 : 0) &- (opening > 0 ? 1 : 0) }
}

/// A part of what one payer's step nets to.
struct NetMovement {
  /// The code of the kind.
  let kind: Int
  let delta: Int64
  let customers: Int64

  @inline(__always)
  fileprivate init(kind: Int, before: Int64, after: Int64) {
    self.kind = kind
    delta = after &- before
    customers = (after > 0 ? 1 : 0) &- (before > 0 ? 1 : 0)
  }
}

extension PayerPeriod {
  /// At most two: what pauses took out or gave back, and what everything else did. A step that nets to zero
  /// has none. A pause takes no more than there was at the step's beginning: what came and was paused within
  /// it was never there.
  @inline(__always)
  func forEachMovement(_ body: (NetMovement) -> Void) {
    guard delta != 0 else { return }
    let between = opening &+ max(paused, 0 &- opening)
    if between != opening {
      let kind = between < opening ? MovementKind.paused : .resumed
      body(NetMovement(kind: Int(kind.code), before: opening, after: between))
    }
    guard closing != between else { return }
    let before = between == 0 && !hasPaid ? RunningLevel.never : between
    let kind = RunningLevel.kind(before: before, after: closing)
    body(NetMovement(kind: kind, before: between, after: closing))
  }
}

/// When a payer who has nothing counts as somebody who comes back.
public enum PaidBefore: Hashable, Sendable {
  /// Who had something at the end of an earlier step of the timeline, or at its beginning: what a table of
  /// month's ends knows.
  case atStepEnds
  /// Who ever had something: the same wherever a timeline begins.
  case ever
}

extension MovementColumns {
  /// Nets the rows of each payer and step and hands out every pair that has any, in no particular order.
  ///
  /// One pass: a payer's step is handed out when its next one begins, or at the end.
  @inline(__always)
  func forEachPayerPeriod(
    in timeline: Timeline, of selection: RowSelection, paid: PaidBefore = .atStepEnds,
    _ body: (PayerPeriod) -> Void
  ) {
    if let footing = selection.footing {
      return forEachLaterPayerPeriod(in: timeline, of: selection, on: footing, paid: paid, body)
    }
    let steps = Int32(timeline.periods.count)
    var states = [PayerState](repeating: PayerState(), count: payers.count)
    // Of the few who have any in their step.
    var pauses: [Int: Int64] = [:]
    func paused(_ payer: Int) -> Int64 { pauses.isEmpty ? 0 : pauses.removeValue(forKey: payer) ?? 0 }
    states.withUnsafeMutableBufferPointer { states in
      walk(selection, timeline) { view, index, _, place in
        let payer = Int(view.payer[index])
        let period = Int32(truncatingIfNeeded: place)
        guard period < steps else { return }
        if states[payer].period != period {
          let state = states[payer]
          if state.period >= 0 { body(state.ended(payer, paused(payer))) } else { _ = paused(payer) }
          states[payer] = state.beginning(period)
        }
        states[payer].level &+= view.delta[index]
        if view.kind[index] >= UInt8(RunningLevel.firstPause) {
          pauses[payer, default: 0] &+= view.delta[index]
        }
        if paid == .ever, states[payer].level > 0 { states[payer].hasEverPaid = true }
      }
      for payer in states.indices where states[payer].period >= 0 {
        body(states[payer].ended(payer, paused(payer)))
      }
    }
  }
}

extension MovementColumns {
  /// The same of rows that begin on a footing: of few payers, so that nobody else's state is made. Who began
  /// before the first step is not told from who begins in it.
  private func forEachLaterPayerPeriod(
    in timeline: Timeline, of selection: RowSelection, on footing: Footing, paid: PaidBefore,
    _ body: (PayerPeriod) -> Void
  ) {
    let (steps, levels) = (timeline.periods.count, footing.levels)
    var states = FewPlaces<(state: PayerState, paused: Int64)>()
    walk(selection, timeline) { view, index, _, period in
      guard period < steps else { return }
      let payer = Int(view.payer[index])
      let place = states.index(of: payer) {
        guard payer < levels.count else { return (PayerState(), 0) }
        let hasEverPaid = paid == .ever && footing.hasPaid[payer]
        return (PayerState(level: levels[payer], hasEverPaid: hasEverPaid), 0)
      }
      var (state, paused) = states.values[place]
      if state.period != Int32(period) {
        if state.period >= 0 { body(state.ended(payer, paused)) }
        (state, paused) = (state.beginning(Int32(period)), 0)
      }
      state.level &+= view.delta[index]
      if view.kind[index] >= UInt8(RunningLevel.firstPause) { paused &+= view.delta[index] }
      if paid == .ever, state.level > 0 { state.hasEverPaid = true }
      states.values[place] = (state, paused)
    }
    for (payer, (state, paused)) in zip(states.places, states.values) where state.period >= 0 {
      body(state.ended(Int(payer), paused))
    }
  }
}

private struct PayerState {
  var level: Int64 = 0
  var opening: Int64 = 0
  /// -2 before the first movement.
  var period: Int32 = -2
  var firstPeriod: Int16 = -2
  var hasPaid = false
  var hasEverPaid = false

  @inline(__always)
  func beginning(_ next: Int32) -> PayerState {
    PayerState(
      level: level, opening: level, period: next,
      firstPeriod: firstPeriod == -2 ? Int16(truncatingIfNeeded: next) : firstPeriod,
      hasPaid: hasPaid || hasEverPaid || level > 0, hasEverPaid: hasEverPaid)
  }

  @inline(__always)
  func ended(_ payer: Int, _ paused: Int64) -> PayerPeriod {
    PayerPeriod(
      payer: payer, period: Int(period), firstPeriod: Int(firstPeriod), opening: opening, closing: level,
      hasPaid: hasPaid, paused: paused)
  }
}
