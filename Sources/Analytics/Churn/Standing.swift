import Chronology

/// Who stands, or pays, at the beginning of each step of a timeline, and who of them no longer at its end.
struct Standing {
  private(set) var paying: [Int]
  private(set) var lost: [Int]
  /// Paying customers at each step's end.
  private(set) var after: [Int]

  init(
    _ columns: MovementColumns, _ timeline: Timeline, _ selection: RowSelection, _ today: Day,
    hasGrace: Bool = true
  ) {
    var steps =
      selection.footing.map { StandingSteps(timeline, on: hasGrace ? $0.stands : $0.pays) }
      ?? StandingSteps(timeline, customers: columns.customers.count)
    columns.forEachTurn(of: selection, through: min(today, timeline.end), hasGrace: hasGrace) {
      steps.turn($0, on: $1, stands: $2)
    }
    steps.finish()
    (paying, lost, after) = (steps.paying, steps.lost, steps.after)
  }
}

/// Counts turns step by step.
private struct StandingSteps {
  private let timeline: Timeline
  private let bounds: [Int32]
  private var stands: Overlay<Bool>
  /// How many stand.
  private var count: Int
  /// The step in which each customer turned last, and whether it stood at that step's beginning.
  private var turned: Overlay<Int32>
  private var stood: Overlay<Bool>
  /// -1 before the first step.
  private var step = -1
  /// Of those who stood at the beginning of the step at hand, who does not now.
  private var gone = 0
  private(set) var paying: [Int]
  private(set) var lost: [Int]
  private(set) var after: [Int]

  /// From nobody on.
  init(_ timeline: Timeline, customers: Int) {
    let nobody = Overlay(own: [Bool](repeating: false, count: customers), rest: false)
    self.init(
      timeline, nobody, count: 0, turned: Overlay(own: Array(repeating: -1, count: customers), rest: -1))
  }

  /// From those who stood on a footing.
  init(_ timeline: Timeline, on footing: Footing.Marked) {
    self.init(
      timeline, Overlay(over: footing.customers, rest: false), count: footing.count,
      turned: Overlay(over: [], rest: -1))
  }

  private init(_ timeline: Timeline, _ stands: Overlay<Bool>, count: Int, turned: Overlay<Int32>) {
    self.timeline = timeline
    self.stands = stands
    bounds = timeline.periods.map(\.first.number) + [timeline.end.number]
    self.count = count
    self.turned = turned
    stood = stands
    paying = Array(repeating: 0, count: timeline.periods.count)
    lost = paying
    after = paying
  }

  mutating func turn(_ customer: UInt32, on day: Int32, stands isStanding: Bool) {
    while step < timeline.periods.count, day >= bounds[step + 1] { begin() }
    let place = Int(customer)
    defer {
      count += (isStanding ? 1 : 0) - (stands[place] ? 1 : 0)
      stands[place] = isStanding
    }
    guard step >= 0, step < timeline.periods.count else { return }
    if turned[place] != Int32(step) {
      turned[place] = Int32(step)
      stood[place] = stands[place]
    }
    if stood[place] { gone += (stands[place] ? 1 : 0) - (isStanding ? 1 : 0) }
  }

  mutating func finish() {
    while step < timeline.periods.count { begin() }
  }

  /// Ends the step at hand and begins the next.
  private mutating func begin() {
    if step >= 0 {
      lost[step] = gone
      after[step] = count
    }
    gone = 0
    step += 1
    if step < timeline.periods.count { paying[step] = count }
  }
}
