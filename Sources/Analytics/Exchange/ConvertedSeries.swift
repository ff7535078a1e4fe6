import Chronology
import Monetary

/// One step of recurring revenue in the reporting currency, in millionths of a minor unit a month.
///
/// opening + movements + exchange = closing, exactly: exchange is what is left when balances are converted at
/// the rate of their day and movements at the rate of theirs.
public struct ConvertedPeriod: Hashable, Sendable {
  public let period: TimelinePeriod
  public let opening: Int128
  public let movements: [MovementKind: MovementTally]
  public let exchange: Int128
  public let closing: Int128
  /// Paying customers at the end.
  public let customers: Int64
}

/// What became of a wish for one currency.
public enum ConvertedSeries: Sendable {
  case converted([ConvertedPeriod])
  /// Some days lack a rate: the currencies stay apart, and these are the rates to import.
  case perCurrency(MovementTable, missing: [MissingRate])
}

/// A day on which a currency is to be converted, without a rate on it or on the days it is carried from.
public struct MissingRate: Hashable, Sendable {
  public let currency: Currency
  public let day: Day

  public init(currency: Currency, day: Day) {
    self.currency = currency
    self.day = day
  }
}

extension MovementColumns {
  /// **MRR and its movements in one currency.** Movements are translated at the rate of the day they are
  /// effective, balances at the rate of the step's last day (the opening: the day before the first).
  ///
  /// A step that is not over is converted at the rate of `today`; nobody knows that of its last day.
  /// A missing rate is not guessed: a series that lacks one stays in its currencies and says which.
  public func revenue(
    in currency: Currency, at rates: ExchangeRates, timeline: Timeline, of selection: RowSelection,
    net: Bool = false, classified: Classification = .asRecorded, today: Day = .last
  ) -> ConvertedSeries {
    let native =
      net
      ? netView(in: timeline, of: selection, paid: .ever)
      : activityView(in: timeline, of: selection, classified: classified)
    let moved = net ? netTallies(timeline, selection) : dailyTallies(timeline, selection, classified)
    let closings = native.closings
    let edges = ([timeline.first.adding(days: -1)] + timeline.periods.map(\.last)).map { min($0, today) }
    let balances = [native.opening] + closings
    var missing = Set<MissingRate>()
    func convert(_ amount: Int128, _ place: Int, _ day: Day) -> Int128 {
      guard amount != 0 else { return 0 }
      let source = native.currencies[place]
      guard let conversion = rates.conversion(from: source, to: currency, on: day) else {
        missing.insert(MissingRate(currency: source, day: day))
        return 0
      }
      return conversion(amount)
    }
    let levels = zip(balances, edges).map { sums, day in
      sums.indices.reduce(Int128(0)) { $0 + convert(sums[$1], $1, day) }
    }
    var movements = [[MovementKind: MovementTally]](repeating: [:], count: timeline.periods.count)
    for entry in moved {
      var tally = entry.tally
      tally.delta = convert(tally.delta, entry.currency, entry.day)
      movements[entry.period][entry.kind, default: MovementTally()] += tally
    }
    guard missing.isEmpty else {
      let order = missing.sorted { ($0.day, $0.currency) < ($1.day, $1.currency) }
      return .perCurrency(native, missing: order)
    }
    let customers = native.customers
    return .converted(
      timeline.periods.indices.map { index in
        let sum = movements[index].values.reduce(Int128(0)) { $0 + $1.delta }
        return ConvertedPeriod(
          period: timeline.periods[index], opening: levels[index], movements: movements[index],
          exchange: levels[index + 1] - levels[index] - sum, closing: levels[index + 1],
          customers: customers[index].reduce(0, +))
      })
  }

  private func dailyTallies(
    _ timeline: Timeline, _ selection: RowSelection, _ classification: Classification
  ) -> [DatedTally] {
    var found: [DatedTally] = []
    // By the day, in stretches that a timeline can have.
    var first = timeline.first
    while first < timeline.end {
      let last = min(timeline.end.adding(days: -1), first.adding(days: Timeline.periodsMost - 1))
      guard let days = Timeline(.day, from: first, through: last) else { break }
      let table = activityView(in: days, of: selection, classified: classification)
      for (step, period) in days.periods.enumerated() {
        guard let place = timeline.period(of: period.first) else { continue }
        for currency in table.currencies.indices {
          for kind in MovementKind.byCode where table[step, currency, Int(kind.code)].movements > 0 {
            found.append(
              DatedTally(
                period: place, day: period.first, currency: currency, kind: kind,
                tally: table[step, currency, Int(kind.code)]))
          }
        }
      }
      first = last.adding(days: 1)
    }
    return found
  }

  /// The net kinds, each with the rows it nets by their days. Rows that cancel out are no movement; what the
  /// rates made of them is exchange.
  private func netTallies(_ timeline: Timeline, _ selection: RowSelection) -> [DatedTally] {
    var nets: [UInt64: NetStep] = [:]
    forEachPayerPeriod(in: timeline, of: selection, paid: .ever) { step in
      step.forEachMovement { movement in
        let tally = MovementTally(movements: 1, customers: movement.customers)
        let part = NetStep.Part(kind: MovementKind.byCode[movement.kind], uncounted: tally)
        nets[NetStep.key(step.payer, step.period), default: NetStep()].add(part)
      }
    }
    var tallies: [DatedPlace: MovementTally] = [:]
    walk(selection, timeline) { view, index, _, period in
      guard period >= 0, period < timeline.periods.count else { return }
      let key = NetStep.key(Int(view.payer[index]), period)
      guard let (kind, uncounted) = nets[key]?.take(rowOf: Int(view.kind[index])) else { return }
      let place = DatedPlace(
        period: period, day: view.day[index], currency: Int(view.currency[index]), kind: kind)
      tallies[place, default: MovementTally()] += uncounted
      tallies[place, default: MovementTally()].delta += Int128(view.delta[index])
    }
    return tallies.map { place, tally in
      DatedTally(
        period: place.period, day: timeline.first.adding(days: Int(place.day - timeline.first.number)),
        currency: place.currency, kind: place.kind, tally: tally)
    }
  }
}

/// What one payer's step nets to: what pauses moved, what everything else did, or both.
private struct NetStep {
  /// A kind, and what of it no cell has counted yet.
  struct Part {
    let kind: MovementKind
    var uncounted: MovementTally
  }

  private var pause: Part?
  private var rest: Part?

  mutating func add(_ part: Part) {
    if Int(part.kind.code) >= RunningLevel.firstPause { pause = part } else { rest = part }
  }

  /// The part that a row belongs to; the customer is counted once, with the part's first row.
  mutating func take(rowOf kind: Int) -> (MovementKind, MovementTally)? {
    let isPause = kind >= RunningLevel.firstPause
    guard let part = isPause ? pause ?? rest : rest ?? pause else { return nil }
    if part.kind == pause?.kind {
      pause?.uncounted = MovementTally()
    } else {
      rest?.uncounted = MovementTally()
    }
    return (part.kind, part.uncounted)
  }

  /// A timeline has fewer steps than 16 bits count.
  static func key(_ payer: Int, _ period: Int) -> UInt64 { UInt64(payer) << 16 | UInt64(period) }
}

private struct DatedPlace: Hashable {
  let period: Int
  let day: Int32
  let currency: Int
  let kind: MovementKind
}

private struct DatedTally {
  let period: Int
  let day: Day
  let currency: Int
  let kind: MovementKind
  let tally: MovementTally
}
